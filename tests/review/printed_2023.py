"""The amounts two associations printed in their annual reports of 2023, with the faults they have."""

DEGERFORS_KARLSKOGA = (
    """
    income_statement 2023 2022
    revenue 5990036 7067269             Verksamhetens intäkter
    costs -6776947 -6815756             Verksamhetens kostnader
    depreciation -7986 -7986            Avskrivningar
    net_cost -794897 243526             Verksamhetens nettokostnad
    operating_result -794897 243526     Verksamhetens resultat
    financial_income 0 0                Finansiella intäkter
    financial_costs -211 -180           Finansiella kostnader
    after_financial -795108 243398      Resultat efter finansiella poster
    extraordinary 0 0                   Extraordinära poster
    result -795108 243398               Årets resultat
    """,
    """
    balance_sheet 2023 2022
    fixed_assets 40758 48744                Anläggningstillgångar
    receivables 562942 432759               Fordringar
    cash 1609476 2176061                    Kassa och bank
    current_assets 2213177 2608820          Summa omsättningstillgångar
    total_assets 2213177 2657564            Summa tillgångar
    result -795108 243398                   Årets resultat
    other_equity 1517926 1274528            Övrigt eget kapital
    short_term_liabilities 1490359 1139638  Kortfristiga skulder
    equity_and_liabilities 2213177 2657564  Summa eget kapital och skulder
    """,
    """
    cash_flow 2023 2022
    result -795108 243398           Årets resultat
    non_cash 7986 7986              Justering för ej likviditetspåverkande poster
    before_wc -787122 251384        Medel från verksamheten
    d_receivables -130183 -100992   Ökning/minskning kortfristiga fordringar
    d_liabilities 350721 -632017    Ökning/minskning kortfristiga skulder
    operating 220538 -733009        Kassaflöde från den löpande verksamheten
    year -566584 -481624            Årets kassaflöde
    cash_in 2176061 2657685         Likvida medel vid årets början
    cash_out 1609476 2176061        Likvida medel vid årets slut
    """,
    """
    operations 2023 in 1000
    individual.income 0
    individual.cost -4847
    individual.net -4847
    individual.budget 4323
    individual.deviation -524
    structural.income 0
    structural.cost -621
    structural.net -621
    structural.budget 700
    structural.deviation 79
    administration.income 120
    administration.cost -1007
    administration.net -887
    administration.budget 1065
    administration.deviation 178
    project.income 310
    project.cost -310
    project.net 0
    project.budget 0
    project.deviation 0
    contributions.income 5560
    contributions.net 5560
    contributions.budget -5560
    contributions.deviation 0
    sum.income 5990
    sum.cost -6785
    sum.net -795
    sum.budget 528
    sum.deviation -267
    """,
    """
    operations 2022 in 1000
    individual.income 0
    individual.cost -4228
    individual.net -4228
    structural.income 0
    structural.cost -602
    structural.net -602
    administration.income 50
    administration.cost -1012
    administration.net -962
    project.income 1443
    project.cost -982
    project.net 461
    contributions.income 5574
    contributions.cost 0
    contributions.net 5574
    sum.income 7076
    sum.cost -6824
    sum.net 243
    """,
    """
    revenue_note 2023 2022
    state 2780000 2787000       Driftbidrag från staten
    degerfors 347500 348375     Driftbidrag från Degerfors kommun
    karlskoga 1042500 1045125   Driftbidrag från Karlskoga kommun
    region 1390000 1393500      Driftbidrag från Region Örebro län
    esf 310035 1443339          EU-medel och andra bidrag (ESF)
    other 120001 49930          Övriga intäkter
    sum 5990036 7067269         Summa
    """,
    """
    contributions 2023 2022
    state 2780000 2787000
    region 1390000 1393500
    municipalities 1390000 1393500
    total 5560000 5574000
    project 310035 1443339
    """,
    """
    cost_note 2023 2022
    administration 1006866 1011922  Administration
    structural 621166 601723        Strukturövergripande insatser
    individual 4846866 4227885      Individinriktade insatser
    project 310035 982212           ESF-projekt
    sum 6784933 6823742             Summa
    """,
    """
    receivables_note 2023 2022
    customers 21630 49930   Kundfordringar
    vat 184448 247630       Fordran mervärdesskatt
    accrued 356864 135199   Förutbetalda kostnader och upplupna intäkter
    sum 562942 432759       Summa
    """,
    """
    liabilities_note 2023 2022
    suppliers 1352126 956673    Leverantörsskulder
    accrued 138233 182965       Upplupna kostnader och förutbetalda intäkter
    sum 1490359 1139638         Summa
    """,
    """
    overview 2023 2022 2021 2020 2019
    revenue 5990036 7067268 7175545 7078387 6263403         Verksamhetens intäkter
    costs 6785144 6823870 7214319 6590787 7293915           Verksamhetens kostnader
    result -795108 243398 -38774 487600 -1030512            Årets resultat
    equity_ratio 32.7% 57.1% 41.8% 50.7% 38.7%              Soliditet
    contributions 5560000 5574000 5574000 5574000 5608000   Medlemsbidrag
    member_costs 6355107 5791730 5612774 5111400 6692120    Kostnad verksamhet
    member_surplus . 461127 . . .                           Överskott ESF-projekt
    member_result -795107 243398 -38774 462600 -184120      Resultat
    equity 722819 1517926 1274528 1313302 825702            Utgående eget kapital
    equity_share 13.0% 27.2% 22.9% 23.6% 14.7%              Andel av medlemsbidraget
    project_money 310035 1443339 1601545 1479387 527631     Andra projektmedel
    """,
    """
    financed 2023 2022 2021
    individual 4847077 4227885 4262576              Individinriktade insatser
    individual.coaching 4847077 4227885 4262576     Coachingteamet
    structural 621166 601723 383434                 Strukturövergripande insatser
    structural.reception 149441 142648 0            Mottagningsteam
    structural.together 48592 69425 29840           Medlemmar i samverkan
    structural.manager 423134 389649 353594         Förbundschef
    administration 886864 962122 966764             Administration
    administration.board 76468 98686 99296          Arvoden styrelse
    administration.manager 433628 504590 533806     Förbundschef
    administration.support 115928 112551 109273     Administrativt stöd
    administration.premises 56544 53371 49428       Lokalkostnader
    administration.other 147896 114524 101361       Övrigt
    administration.audit 56400 78400 73600          Revision
    total 6355107 5791730 5612774                   Totala kostnader
    """,
    """
    financed_share 2023 2022 2021
    individual 76% 73% 76%
    structural 10% 10% 7%
    administration 14% 17% 17%
    """,
    """
    balance_requirement 2023
    result -795108
    gains 0
    gains_exempt 0
    losses_exempt 0
    unrealised 0
    reversal 0
    balance_result -795108
    """,
    """
    proposal 2023
    result -795108
    """,
)

VAST = (
    """
    income_statement 2023 2022
    revenue 13245431 10289777           Verksamhetens intäkter
    costs -12507068 -9156246            Verksamhetens kostnader
    depreciation 0 0                    Avskrivningar
    operating_result 738363 1133561     Verksamhetens resultat
    financial_income 25359 0            Finansiella intäkter
    financial_costs 0 -30               Finansiella kostnader
    after_financial 763722 1133531      Resultat efter finansiella poster
    extraordinary 0 0                   Extraordinära poster
    result 763722 1133531               Årets resultat
    """,
    """
    balance_sheet 2023 2022
    tangible_assets 0 0                     Maskiner och inventarier
    fixed_assets 0 0                        Summa anläggningstillgångar
    receivables 2372565 817811              Fordringar
    cash 2662774 3940024                    Kassa och bank
    current_assets 5035339 4757835          Summa omsättningstillgångar
    total_assets 5035339 4757835            Summa tillgångar
    other_equity 3116858 1983327            Eget kapital
    result 763722 1133531                   Årets resultat
    equity 3880580 3116858                  Summa eget kapital
    short_term_liabilities 1154759 1640977  Kortfristiga skulder
    equity_and_liabilities 5035339 4757835  Summa eget kapital och skulder
    """,
    """
    cash_flow 2023 2022
    result 763722 1133531           Årets resultat
    non_cash 0 0                    Justering för ej likviditetspåverkande poster
    before_wc 763722 1133531        Medel från verksamheten
    d_receivables -1554754 -122252  Ökning/minskning kortfristiga fordringar
    d_liabilities -486218 820560    Ökning/minskning kortfristiga skulder
    operating -2040972 698308       Kassaflöde från den löpande verksamheten
    year -1277250 1831839           Årets kassaflöde
    cash_in 3940024 2108185         Likvida medel vid årets början
    cash_out 2662774 3940024        Likvida medel vid årets slut
    """,
    """
    operations 2023
    activities.net -12481709        Nettokostnad
    activities.budget 14102000      Nettokostnad
    activities.deviation 1620291    Nettokostnad
    contributions.net 13245434      Medlemsavgift
    contributions.budget -13016000  Medlemsavgift
    contributions.deviation 229431  Medlemsavgift
    sum.net 763722                  Resultat
    sum.budget 1086000              Resultat
    sum.deviation -322278           Resultat
    """,
    """
    operations 2022
    activities.net -9156246         Nettokostnad
    contributions.net 10289777      Medlemsavgift
    sum.net 1133531                 Resultat
    """,
    """
    revenue_note 2023 2022
    state 5043000 5055000       Driftbidrag från staten
    uddevalla 1015545 1003122   Driftbidrag från Uddevalla kommun
    orust 248234 249080         Driftbidrag från Orust kommun
    lysekil 226893 239978       Driftbidrag från Lysekils kommun
    stromstad 232891 232846     Driftbidrag från Strömstads kommun
    tanum 211097 210943         Driftbidrag från Tanums kommun
    munkedal 180984 178119      Driftbidrag från Munkedals kommun
    mellerud 152226 153888      Driftbidrag från Melleruds kommun
    sotenas 143304 146816       Driftbidrag från Sotenäs kommun
    fargelanda 110326 112708    Driftbidrag från Färgelanda kommun
    region 2521500 2527500      Driftbidrag från VG-region
    liquidation 0 179778        Likvidation Vänersborg-Mellerud
    esf 3153083 0               ESF-bidrag
    electricity 6351 0          Elstöd
    rounding -3 -1              Öresavrundning
    sum 13245431 10289777       Summa verksamhetens intäkter
    """,
    """
    contributions 2023 2022
    state 5043000 5055000
    region 2521500 2527500
    municipalities 2521500 2527500
    total 10086000 10110000
    """,
    """
    cost_note 2023 2022
    staff 10238360 7056044      Inhyrd personal
    premises 1016792 946288     Lokalkostnader
    other 1251916 1153914       Övrigt
    sum 12507068 9156246        Summa verksamhetens kostnader
    """,
    """
    financial_note 2023 2022
    interest 25359 0    Ränteintäkter
    sum 25359 0         Summa verksamhetens kostnader
    """,
    """
    fixed_assets_note 2023 2022
    cost_opening 361640 361640          Ingående anskaffningsvärde
    cost_acquired 0 0                   Nyanskaffningar
    cost_closing 361640 361640          Utgående anskaffningsvärde
    written_off_opening 361640 341640   Ackumulerade avskrivningar vid årets ingång
    written_off_year 0 0                Årets avskrivningar
    written_off_closing 361640 361640   Utgående avskrivningar
    closing 0 0                         Redovisat värde vid årets slut
    """,
    """
    receivables_note 2023 2022
    tax 14707 2                 Skattekonto
    vat 222149 373201           Fordran momsersättning
    interim 2135709 444608      Interimsfordringar
    sum 2372565 817811          Summa kortfristiga fordringar
    """,
    """
    liabilities_note 2023 2022
    accrued 1154759 1640977     Upplupna kostnader
    sum 1154759 1640977         Summa kortfristiga skulder
    """,
    """
    audit_note 2023 2022
    expert 49000 35000      Varav kostnad sakkunnigas granskning
    state 36000 28000       Varav kostnad för statens revision
    elected 0 7000          Varav kostnad för förtroendevald revisor
    sum 85000 70000         Summa revisionskostnader
    """,
    """
    non_cash_note 2023 2022
    depreciation 0 0    Avskrivningar
    sum 0 0             Summa ej likviditetspåverkande poster
    """,
    """
    overview 2023 2022 2021 2020 2019
    contributions 10086000 10289777 9519995 9357996 9402000     Medlemsbidrag helår
    project_money 3153083 . . 265660 2373824                    ESF-medel
    revenue 13245431 10289777 9519995 9623656 11775824          Intäkter
    costs 12481709 9156246 9295092 10626529 12331695            Verksamhetens kostnader
    result 763722 1133531 224903 -1002874 -555871               Årets resultat
    equity 3880580 3116858 1983327 1758424 2761298              Eget kapital vid slutet av året
    """,
)
