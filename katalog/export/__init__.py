"""The catalogue taken away: plain tables, spreadsheets, CSV and BPMN. From the analysed catalogue to bytes, no more."""
