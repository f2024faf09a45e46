"""A made-up report with every kind of block, long labels, negative and missing numbers, and a long table."""

from datetime import date
from decimal import Decimal

from mellanrum.documents.model import (
    BulletList,
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    FigureRef,
    Form,
    Limit,
    NoteRef,
    Notice,
    NoticeKind,
    Number,
    Paragraph,
    Report,
    Row,
    RowKind,
    Section,
    Series,
    Strong,
    Table,
    Text,
    TraceEntry,
    TraceLine,
    TraceList,
)
from mellanrum.figures import Period
from mellanrum.findings import Place, finding

NOW, BEFORE = Period.of_year(2025), Period.of_year(2024)
DEMO = "Demodata: Exempelförbundet finns inte, och alla uppgifter är påhittade."


def number(value: str | None, form: Form = Form.AMOUNT) -> Number:
    return Number(None if value is None else Decimal(value), form)


def row(*cells: str | None, kind: RowKind = RowKind.NORMAL, form: Form = Form.AMOUNT) -> Row:
    """A row in the notation of a table: the label, then numbers; "not 3" is a note reference, None no figure."""
    return Row((cells[0] or "", *(_cell(text, form) for text in cells[1:])), kind)


def _cell(text: str | None, form: Form) -> Cell:
    if text is not None and text.startswith("not "):
        return NoteRef(text.removeprefix("not "), f"note_{text.removeprefix('not ')}")
    return "" if text == "" else number(text, form)


def sample_report() -> Report:
    """The report: a new one each time, equal to the last."""
    return Report(
        title="Årsredovisning 2025",
        association="Samordningsförbundet Exempelförbundet",
        orgnr="222000-0000",
        year=2025,
        date=date(2026, 3, 12),
        cover_lines=(
            "Försäkringskassan, Arbetsförmedlingen, Region Exempel och fyra kommuner",
            "Beslutad av styrelsen",
        ),
        demo_notice=DEMO,
        sections=(
            _draft(),
            _overview(),
            _financed(),
            _income_statement(),
            _balance_sheet(),
            _operations(),
            _notes(),
            _ratios(),
            _participants(),
            _how_computed(),
        ),
    )


def _draft() -> Section:
    place = Place(file="Delårsrapport 2024", key="income_statement.revenue")
    differs = finding("figures.reported_differs", place, key="intäkter", period="2024", source="Delårsrapport 2024")
    blocks = (
        Notice(NoticeKind.DEMO, "Demodata", DEMO),
        Notice(NoticeKind.DRAFT, "Utkast: en sak kvar", "Rapporten kan inte signeras än.", (differs,)),
    )
    return Section("findings", "Iakttagelser", blocks)


def _overview() -> Section:
    told = Paragraph(
        (
            Text("Förbundet visar för 2025 ett resultat på "),
            FigureRef("income_statement.result", NOW, "−258 481 kr"),
            Text(", mot budgeterade "),
            FigureRef("budget.result", NOW, "−400 000 kr"),
            Text(". Det egna kapitalet är vid årets slut "),
            FigureRef("balance_sheet.equity", NOW, "1 604 412 kr"),
            Text(", vilket är "),
            Strong("20,9 procent av årets bidrag"),
            Text(" och därmed strax över den nivå som Nationella rådet rekommenderar. Under året har förbundet "),
            Text("finansierat tre individinriktade och två strukturövergripande insatser."),
        )
    )
    listed = BulletList(
        (
            Paragraph((Strong("Mottagningsteamet"), Text(" har tagit emot 143 ansökningar om stöd."))),
            Paragraph(
                (
                    Text("Samverkan med vuxenutbildningen har fördjupats i alla fyra kommunerna, genom "),
                    Text("gemensamma arbetsplatsträffar och en ny överenskommelse som gäller till 2027."),
                )
            ),
        )
    )
    history = Table(
        "five_years",
        "Fem år i sammandrag",
        (Column("label", "", ColumnKind.TEXT), *(Column(str(y), str(y)) for y in range(2025, 2020, -1))),
        (
            row("Verksamhetens intäkter", "7680846", "7512000", "7400000", "7400000", "7250000"),
            row("Verksamhetens kostnader", "-7942187", "-7320411", "-7511902", "-6987340", "-6600114"),
            row("Årets resultat", "-258481", "191589", "-111902", "412660", "649886", kind=RowKind.SUM),
            row("Eget kapital", "1604412", "1862893", "1671304", "1783206", "1370546"),
            row("Soliditet", "0.521", "0.588", "0.546", "0.571", None, form=Form.SHARE),
        ),
        unit="Belopp i kr",
        notes=("Uppgifterna för 2021–2023 är hämtade ur förbundets tidigare årsredovisningar.",),
    )
    result = Chart(
        "result_chart",
        "Årets resultat 2021–2025",
        "Stapeldiagram. Resultatet var 650 tkr 2021, 413 tkr 2022, −112 tkr 2023, 192 tkr 2024 och −258 tkr 2025.",
        ChartKind.BARS,
        ("2021", "2022", "2023", "2024", "2025"),
        (_series("Årets resultat", "649886", "412660", "-111902", "191589", "-258481"),),
        unit="tkr",
        show_table=False,
    )
    return Section("overview", "Översikt över verksamhetens utveckling", (told, listed, history, result))


def _series(label: str, *values: str | None, form: Form = Form.THOUSANDS) -> Series:
    return Series(label, tuple(number(value, form) for value in values))


def _financed() -> Section:
    columns = (
        Column("label", "Insats", ColumnKind.TEXT),
        Column("provider", "Huvudman", ColumnKind.TEXT),
        Column("cost", "Kostnad"),
        Column("share", "Andel", ColumnKind.SHARE),
    )
    financed = (
        ("Mottagningsteamet", "Exempelstads kommun", "3204118", "0.403"),
        (
            "Steg in: arbetsträning med handledning på riktiga arbetsplatser",
            "Norra Exempels kommun",
            "2210400",
            "0.278",
        ),
        ("Unga vidare", "Region Exempel", "1408211", "0.177"),
        ("Kompetens i samverkan", "Förbundet", "1119458", "0.141"),
    )
    rows = tuple(
        Row((name, provider, number(cost), number(part, Form.SHARE))) for name, provider, cost, part in financed
    )
    total = Row(("Summa", "", number("7942187"), number("1", Form.SHARE)), RowKind.TOTAL)
    table = Table("financed_table", "Finansierad verksamhet 2025", columns, (*rows, total), unit="Belopp i kr")
    cost = Chart(
        "financed_chart",
        "Kostnad per insats, budget och utfall",
        "Grupperade staplar. Mottagningsteamet och Unga vidare höll budget, Steg in kostade 210 tkr mer.",
        ChartKind.GROUPED,
        ("Mottagningsteamet", "Steg in: arbetsträning med handledning", "Unga vidare", "Kompetens i samverkan"),
        (
            _series("Budget", "3300000", "2000000", "1450000", "1200000"),
            _series("Utfall", "3204118", "2210400", "1408211", "1119458"),
        ),
        unit="tkr",
    )
    return Section("financed", "Finansierad verksamhet", (table, cost))


STATEMENT = (
    Column("label", "", ColumnKind.TEXT),
    Column("note", "Not", ColumnKind.NOTE),
    Column("now", "2025"),
    Column("before", "2024"),
)


def _income_statement() -> Section:
    rows = (
        row("Verksamhetens intäkter", "not 1", "7680846", "7512000"),
        row("Verksamhetens kostnader", "not 2", "-7942187", "-7320411"),
        row("Avskrivningar", "", "0", "0"),
        row("Verksamhetens nettokostnader", "", "-261341", "191589", kind=RowKind.SUM),
        row("Finansiella intäkter", "", "4860", None),
        row("Finansiella kostnader", "", "-2000", "0"),
        row("Årets resultat", "", "-258481", "191589", kind=RowKind.TOTAL),
    )
    table = Table("income_statement_table", "Resultaträkning", STATEMENT, rows, unit="Belopp i kr")
    return Section("income_statement", "Resultaträkning", (table,))


def _balance_sheet() -> Section:
    sub, inner = RowKind.SUBHEADING, RowKind.INDENTED
    rows = (
        row("Tillgångar", kind=sub),
        row("Kortfristiga fordringar", "not 3", "412004", "380115", kind=inner),
        row("Kassa och bank", "", "2668730", "2789120", kind=inner),
        row("Summa tillgångar", "", "3080734", "3169235", kind=RowKind.TOTAL),
        row("Eget kapital och skulder", kind=sub),
        row("Ingående eget kapital", "", "1862893", "1671304", kind=inner),
        row("Årets resultat", "", "-258481", "191589", kind=inner),
        row("Summa eget kapital", "", "1604412", "1862893", kind=RowKind.SUM),
        row("Kortfristiga skulder", "not 4", "1476322", "1306342", kind=inner),
        row("Summa eget kapital och skulder", "", "3080734", "3169235", kind=RowKind.TOTAL),
    )
    table = Table("balance_sheet_table", "", STATEMENT, rows, unit="Belopp i kr")
    return Section("balance_sheet", "Balansräkning", (table,))


def _operations() -> Section:
    this, last = "Utfall 2025", "Utfall 2024"
    columns = (
        Column("label", "Verksamhet", ColumnKind.TEXT),
        Column("income", "Intäkt", group=this),
        Column("cost", "Kostnad", group=this),
        Column("net", "Netto", group=this),
        Column("budget", "Budget netto"),
        Column("deviation", "Avvikelse"),
        Column("income_before", "Intäkt", group=last),
        Column("cost_before", "Kostnad", group=last),
        Column("net_before", "Netto", group=last),
    )
    wide = (
        row("Mottagningsteamet", "120000", "-3324118", "-3204118", "-3300000", "95882", "0", "-3100982", "-3100982"),
        row(
            "Steg in: arbetsträning med handledning",
            "0",
            "-2210400",
            "-2210400",
            "-2000000",
            "-210400",
            "0",
            "-1990001",
            "-1990001",
        ),
        row("Unga vidare", "0", "-1408211", "-1408211", "-1450000", "41789", None, None, None),
        row(
            "Kansli och styrelse",
            "7560846",
            "-999458",
            "6561388",
            "6350000",
            "211388",
            "7512000",
            "-2229428",
            "5282572",
        ),
        row(
            "Summa",
            "7680846",
            "-7942187",
            "-261341",
            "-400000",
            "138659",
            "7512000",
            "-7320411",
            "191589",
            kind=RowKind.TOTAL,
        ),
    )
    operations = Table(
        "operations_table",
        "Driftredovisning",
        columns,
        wide,
        unit="Belopp i kr",
        notes=("Avvikelse är utfall minus budget; minus betyder sämre än budget.",),
        summary="Två nivåer av rubriker: utfall för 2025 och 2024 har tre kolumner var.",
    )
    costs = Chart(
        "cost_chart",
        "Kostnader efter slag 2021–2025",
        "Staplar på varandra. Inhyrd personal är störst alla år och har vuxit från 3 900 till 4 609 tkr.",
        ChartKind.STACKED,
        ("2021", "2022", "2023", "2024", "2025"),
        (
            _series("Inhyrd personal", "3900000", "4100000", "4380000", "4300000", "4608507"),
            _series("Egen personal", "1700000", "1800000", "1850000", "1900000", "2010000"),
            _series("Lokaler", "500000", "510000", "530000", "560000", "580000"),
            _series("Övrigt", "500114", "577340", "751902", "560411", "743680"),
        ),
        unit="tkr",
    )
    return Section("operations", "Driftredovisning", (operations, costs))


def _notes() -> Section:
    two = (Column("label", "", ColumnKind.TEXT), Column("now", "2025"), Column("before", "2024"))
    revenue = (
        row("Försäkringskassan", "3756000", "3756000"),
        row("Region Exempel", "1878000", "1878000"),
        row("Kommunerna", "1878000", "1878000", kind=RowKind.GROUP),
        row("Exempelstads kommun", "1278000", "1278000", kind=RowKind.INDENTED),
        row("Norra Exempels kommun", "600000", "600000", kind=RowKind.INDENTED),
        row("Övriga intäkter", "168846", "0"),
        row("Summa", "7680846", "7512000", kind=RowKind.SUM),
    )
    kinds = tuple(
        row(
            f"{4000 + 10 * at} Konto med ett namn som ingen hittat på med eftertanke",
            str(-41_000 - 137 * at),
            str(-39_000 - 91 * at),
        )
        for at in range(44)
    )
    costs = (
        row("Köpta tjänster", kind=RowKind.SUBHEADING),
        *kinds[:29],
        row("Summa köpta tjänster", "-1244622", "-1167946", kind=RowKind.SUM),
        row("Personal", kind=RowKind.SUBHEADING),
        *kinds[29:],
        row("Summa personal", "-688980", "-634140", kind=RowKind.SUM),
        row("Summa kostnader", "-1933602", "-1802086", kind=RowKind.TOTAL),
    )
    unit = "Belopp i kr"
    return Section(
        "notes",
        "Noter",
        (Paragraph((Text("Redovisningen följer lagen om kommunal bokföring och redovisning."),)),),
        (
            Section("note_1", "Not 1 Verksamhetens intäkter", (Table("n1", "Intäkter per part", two, revenue, unit),)),
            Section("note_2", "Not 2 Verksamhetens kostnader", (Table("n2", "Kostnader per konto", two, costs, unit),)),
            Section("note_3", "Not 3 Kortfristiga fordringar", (Table("n3", "Fordringar", two, (), unit),)),
        ),
    )


def _ratios() -> Section:
    limit = Chart(
        "ratio_chart",
        "Eget kapital som andel av årets bidrag",
        "Liggande staplar med gränsen 20 procent: 24,8 procent 2024 och 20,9 procent 2025, båda över.",
        ChartKind.LIMIT,
        ("2023", "2024", "2025", "2026 enligt plan"),
        (_series("Egetkapitalandel", "0.226", "0.248", "0.209", "-0.021", form=Form.SHARE),),
        limit=Limit("Rekommenderad nivå 20 %", Decimal("0.20")),
    )
    return Section("ratios", "Nyckeltal", (limit,))


def _participants() -> Section:
    months = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
    line = Chart(
        "participants_chart",
        "Deltagare i insatserna månad för månad",
        "Linjer. Kvinnorna ökar från 41 till 58 och männen från 38 till 55, med en nedgång i juli.",
        ChartKind.LINE,
        months,
        (
            _series("Kvinnor", "41", "44", "47", "47", "49", "46", "39", "48", "52", "54", "57", "58", form=Form.COUNT),
            _series("Män", "38", "40", "41", "44", "45", "42", "35", "44", "47", "51", "54", "55", form=Form.COUNT),
            Series("Mål", tuple(number("50", Form.COUNT) for _ in months)),
        ),
        unit="deltagare",
    )
    wide = Table(
        "months_table",
        "Inskrivna och avslutade per månad",
        (
            Column("label", "", ColumnKind.TEXT),
            *(Column(m, m.capitalize()) for m in months),
            Column("all", "Hela året"),
        ),
        (
            Row(
                ("Nya deltagare", *(number(str(9 + at % 5), Form.COUNT) for at in range(12)), number("130", Form.COUNT))
            ),
            Row(
                (
                    "Avslutade mot arbete eller studier",
                    *(number(str(at % 4), Form.COUNT) for at in range(12)),
                    number("18", Form.COUNT),
                )
            ),
            Row(("Kostnad", *(number(str(-401_000 - 11_137 * at)) for at in range(12)), number("-5547042"))),
        ),
    )
    return Section("participants", "Deltagare", (line, wide))


def _how_computed() -> Section:
    hired = TraceLine(
        "konto 4010 Inhyrd personal",
        number("-4608507.29", Form.EXACT),
        (
            TraceLine("januari 2025", number("-380112.40", Form.EXACT)),
            TraceLine("februari–december 2025", number("-4228394.89", Form.EXACT)),
        ),
    )
    result = TraceEntry(
        "income_statement.result",
        NOW,
        "Årets resultat",
        number("-258480.71", Form.EXACT),
        "Verksamhetens nettokostnader och finansnetto läggs ihop.",
        "LKBR 5 kap. 1 §",
        (
            TraceLine("konto 3010 Bidrag från parterna", number("7512000", Form.EXACT)),
            hired,
            TraceLine(
                "övriga konton, fördelade med nyckeln för gemensamma lokaler och administration i tre kommuner",
                number("-3161973.42", Form.EXACT),
            ),
        ),
    )
    equity = TraceEntry(
        "balance_sheet.equity",
        NOW,
        "Eget kapital",
        number("1604412.08", Form.EXACT),
        "Konton i klass 2 som börjar med 20.",
        "LKBR 6 kap.",
        (TraceLine("konto 2010 Eget kapital", number("1604412.08", Form.EXACT)),),
    )
    text = Paragraph((Text("Här står hur rapportens uppgifter har räknats fram, ned till konto och månad."),))
    return Section("how_computed", "Så räknades det", (text, TraceList((result, equity))))
