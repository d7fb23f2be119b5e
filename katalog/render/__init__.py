"""From an analysed catalogue to text on disk: Markdown pages, Mermaid diagrams and JSON. Nothing here does I/O."""
