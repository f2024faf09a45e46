"""Books that make every kind of figure there is."""

from mellanrum.figures.reported import read_reported
from statements.given import THIS, Given, books, opened

LINES = """
#OBJEKT 1 "10" "Kansli"
#OBJEKT 1 "20" "Struktur"
#OBJEKT 1 "30" "Individinriktat"
#OBJEKT 1 "40" "ESF-projekt"
#OBJEKT 6 "P1" "Rehabkedjan"
#KONTO 3010 "Bidrag från staten"
#KONTO 3020 "Bidrag från regionen"
#KONTO 3030 "Bidrag från kommunen"
#KONTO 3040 "ESF-medel"
#KONTO 6422 "Revision, förtroendevalda"
#IB 0 1930 1000
#IB 0 2060 -900
#IB 0 2110 -100
#PBUDGET 0 202501 5010 {1 "10"} 400
#PBUDGET 0 202501 3010 {} -900
2025-01-10: 1930 1100, 3010 -500, 3020 -250, 3030 -250, 3040 -100
2025-02-10: 1930 -260, 5010 100 {1 "10"}, 5020 90 {1 "20"}, 5030 50 {1 "30" 6 "P1"}, 5040 20 {1 "40"}
2025-03-10: 1930 -70, 6421 40 {1 "10"}, 6422 30 {1 "10"}
2025-03-11: 1930 -30, 7010 30 {1 "10"}
2025-04-10: 1220 -20, 7832 20 {1 "10"}
2025-05-10: 1930 5, 8310 -5
2025-05-11: 1930 -3, 8410 3
2025-06-10: 1930 -11, 8710 10, 8510 1
2025-07-10: 1650 9, 2610 -4, 1680 -2, 1510 7, 2440 -10
"""
KINDS = ", ".join(f"55{number:02} {number}" for number in range(10, 30))
MORE = f"2025-08-10: 1930 -{sum(range(10, 30))}, {KINDS}"
AREAS = """
[[area]]
key = "adm"
label = "Administration"
kind = "administration"
cost_centres = ["10"]
[[area]]
key = "struktur"
label = "Struktur"
kind = "structural"
cost_centres = ["20"]
[[area]]
key = "individ"
label = "Individ"
kind = "individual"
cost_centres = ["30"]
[[area]]
key = "esf"
label = "ESF"
kind = "project"
cost_centres = ["40"]
[[allocation]]
from = 2025-01-01
decision = "§ 45"
accounts = ["70"]
shares = { adm = 0.25, struktur = 0.25, individ = 0.25, esf = 0.25 }
[[intervention]]
key = "rehabkedjan"
label = "Rehabkedjan"
projects = ["P1"]
[[group]]
group = "audit_expert"
prefixes = ["6421"]
[[group]]
group = "audit_elected"
prefixes = ["6422"]
[[note_row]]
note = "cost_note"
label = "Lokaler"
prefixes = ["50"]
"""
BARE = """
2025-02-10: 1930 -100, 5010 60, 5410 10, 6420 30
2025-03-10: 1930 30, 3010 -30
2025-03-10: 1510 8, 2440 -6, 2610 -3, 2640 1
"""
ROWS = """
[[note_row]]
note = "cost_note"
label = "Material"
prefixes = ["54"]
[[note_row]]
note = "revenue_note"
label = "Bidrag"
prefixes = ["30"]
[[note_row]]
note = "receivables_note"
label = "Kunder"
prefixes = ["15"]
[[note_row]]
note = "liabilities_note"
label = "Leverantörer"
prefixes = ["24"]
"""
REPORTED = b"""
[[report]]
year = 2025
source = "Personallistan"
figures = { "overview.employees" = 1, "participations.total" = 8, "balance_sheet.pledges" = 500 }
"""


def full_books() -> tuple[Given, ...]:
    """Open the year with notes by area and by kind, and once without cost centres at all."""
    reported, _ = read_reported(REPORTED, "rapporterat.toml", today=THIS.end)
    by_area = opened(books(LINES + MORE), own=f'notes_by = "area"\n{AREAS}', reported=reported)
    by_kind = opened(books(LINES + MORE), own=f'notes_by = "kind"\n{AREAS}', reported=reported)
    bare = opened(books(BARE), own=ROWS)
    return by_area, by_kind, bare
