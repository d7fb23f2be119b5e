"""The planner's laboratory: questions about SOPs, asked from a notebook, with answers that show themselves.

>>> from lab import Lab
>>> lab = Lab("sops", ulangan=50)
>>> jawaban = lab.how_long("kecamatan-neglasari/penyusunan-perjanjian-kinerja", "tertulis")
>>> jawaban.catatan.waktu.p50.nilai  # calendar minutes
7595.0
"""

from katalog.render.amounts import duration, number, percent
from lab.calibration import Kalibrasi
from lab.case_log import CatatanError
from lab.faults import LabError
from lab.impact import Dampak
from lab.laboratory import Lab
from lab.office_month import BebanBulanan
from lab.overview import Ikhtisar
from lab.precision import Ketelitian
from lab.replayed import PutarUlang
from lab.sensitivity import Saringan, Tornado
from lab.showing import readable
from lab.sliders import Penggeser
from lab.staff_proposal import UsulanStaf
from lab.time_answer import Lama

__all__ = [
    "BebanBulanan",
    "CatatanError",
    "Dampak",
    "Ikhtisar",
    "Kalibrasi",
    "Ketelitian",
    "Lab",
    "LabError",
    "Lama",
    "Penggeser",
    "PutarUlang",
    "Saringan",
    "Tornado",
    "UsulanStaf",
    "duration",
    "number",
    "percent",
    "readable",
]
