# Everything works from a fresh clone: the virtual environment is made on the way.
PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.terpasang

export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve lab test check bench audit lock clean

site: $(SETUP)            ## sops/ -> site/
	$(BIN)/sop situs

serve: $(SETUP)           ## look at it while you edit; rebuilt on every change
	$(BIN)/python -m mkdocs serve

lab: $(SETUP)             ## the planner's notebooks, in the browser
	$(BIN)/python -m jupyterlab --notebook-dir=notebooks

test: check               ## everything that proves it works
	$(BIN)/python -m pytest

check: $(SETUP)           ## style, types, and the catalogue itself
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sop periksa > /dev/null

bench: $(SETUP)           ## measurements, as ratios; see benchmarks/README.md
	$(BIN)/python -m benchmarks.simulation_scale 2000
	$(BIN)/python -m benchmarks.replication_scale
	$(BIN)/python -m benchmarks.catalogue_scale 500 2000

audit: $(SETUP)           ## what it is made of, under which licences, and what is known to be vulnerable
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[audit]'
	mkdir -p build
	$(BIN)/python -m scripts.inventory > build/sbom.cdx.json
	$(BIN)/python -m scripts.inventory --lisensi > build/lisensi.tsv
	$(BIN)/python -m pip_audit -r requirements.lock --no-deps --disable-pip

lock: $(SETUP)            ## refresh the pinned versions
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --upgrade --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header -o requirements.lock

$(SETUP): pyproject.toml requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[situs,simulasi,klaster,impor,lab,uji]'
	touch $@

clean:                    ## remove what can be made again
	rm -rf site site.baru site.lama .cache build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -rf docs/index.md docs/apa-jika docs/api docs/banding docs/cari docs/hukum docs/istilah docs/jabatan docs/opd docs/panduan/buku docs/penilaian docs/perubahan docs/proses docs/simulasi docs/sop docs/sumber docs/temuan docs/unduhan
	rm -rf docs/aset/pustaka benchmarks/hasil
	find . -name __pycache__ -type d -not -path './.venv/*' -exec rm -rf {} +
