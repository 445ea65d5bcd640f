"""Words for made-up scoring and pricing logic in seven languages, and what only looks like it.

Everything here is invented or textbook knowledge; nothing belongs to anybody.
"""

from typing import Final

# Variables of scores and prices: short names, as they stand in formulas and code.
FACTORS: Final = (
    "ltv", "dti", "income", "tenure_years", "utilisation", "arrears", "age", "net_worth",
    "leverage", "dscr", "pd", "lgd", "volatility", "momentum", "liquidity", "turnover",
    "payment_delay", "collateral_ratio", "exposure", "duration", "concentration", "esg_rating",
)  # fmt: skip
TARGETS: Final = (
    "score", "risk_score", "credit_score", "spread_bps", "margin", "client_rating", "alpha",
    "signal", "price_adjustment", "risk_weight", "surcharge", "limit", "priority_score",
)  # fmt: skip

# Per language: (before, after) of the passage; lines about something else.
CARRIERS: Final = {
    "en": (
        ("Hello Tom,\n\nplease check this before the committee meets on Thursday.", "Please tell me what you think."),
        ("Summarise the following for the branch staff.", "Keep it short and friendly."),
        ("The desk sent the rule below. It replaces the one of March.", "Nothing else changes."),
    ),
    "de": (
        ("Guten Morgen Frau Keller,\n\nbitte prüfen Sie das vor der Sitzung am Donnerstag.", "Vielen Dank und viele Grüße"),
        ("Fasse das Folgende für die Filialen zusammen.", "Bitte kurz und freundlich."),
    ),
    "fr": (
        ("Bonjour,\n\nmerci de relire ce passage avant la réunion de jeudi.", "Bien à vous"),
        ("Résumez ce qui suit pour les agences.", "Soyez bref."),
    ),
    "it": (
        ("Buongiorno,\n\nvi prego di verificare questo prima della riunione di giovedì.", "Cordiali saluti"),
        ("Riassumi quanto segue per le filiali.", "In poche parole."),
    ),
    "es": (
        ("Buenos días:\n\nrevise esto antes de la reunión del jueves, por favor.", "Un saludo"),
        ("Resume lo siguiente para las oficinas.", "De forma breve."),
    ),
    "nl": (
        ("Goedemorgen,\n\ngraag nakijken voor de vergadering van donderdag.", "Met vriendelijke groet"),
        ("Vat het volgende samen voor de kantoren.", "Kort en vriendelijk."),
    ),
    "pl": (
        ("Dzień dobry,\n\nproszę sprawdzić to przed czwartkowym spotkaniem.", "Pozdrawiam"),
        ("Streść poniższe dla oddziałów.", "Krótko i uprzejmie."),
    ),
}  # fmt: skip

# Per language: rules with places for a factor (f), a threshold (t), a size (s).
RULES: Final = {
    "en": (
        "If {f} is above {t} %, add {s} bp to the margin.",
        "Where the {f} exceeds {t} %, decline the application.",
        "If {f} falls below {t} then reduce the score by {s} points.",
        "Applications with a {f} over {t} % are rejected; between {u} % and {t} % they go to manual review.",
        "When {f} > {t}, cap the limit at {s} thousand.",
        "Deduct {s} points for a {f} higher than {t} %.",
    ),
    "de": (
        "Wenn {f} > {t} % dann ablehnen.",
        "Liegt der {f} über {t} %, erhöht sich die Marge um {s} bp.",
        "Bei {f} unter {t} werden {s} Punkte vom Score abgezogen.",
        "Falls {f} größer als {t} % ist, Aufschlag von {s} Basispunkten.",
        "Ab einem {f} von {t} % wird der Antrag abgelehnt.",
    ),
    "fr": (
        "Si {f} dépasse {t} %, ajouter {s} pb à la marge.",
        "Si le {f} est supérieur à {t} %, refuser le dossier.",
        "Lorsque {f} < {t}, retirer {s} points du score.",
    ),
    "it": (
        "Se {f} supera il {t} %, aggiungere {s} punti base al margine.",
        "Se il {f} è superiore a {t} %, rifiutare la domanda.",
        "Quando {f} < {t}, togliere {s} punti dal punteggio.",
    ),
    "es": (
        "Si {f} supera el {t} %, sumar {s} pb al margen.",
        "Si el {f} es superior a {t} %, rechazar la solicitud.",
        "Cuando {f} < {t}, restar {s} puntos del score.",
    ),
    "nl": (
        "Als {f} boven {t} % ligt, tel {s} bp op bij de marge.",
        "Indien {f} hoger is dan {t} %, de aanvraag afwijzen.",
        "Wanneer {f} < {t}, trek {s} punten van de score af.",
    ),
    "pl": (
        "Jeśli {f} przekracza {t} %, dodaj {s} pb do marży.",
        "Jeżeli {f} jest wyższe niż {t} %, odrzuć wniosek.",
        "Gdy {f} < {t}, odejmij {s} punktów od oceny.",
    ),
}  # fmt: skip
RULE_FACTORS: Final = ("LTV", "DTI", "DSCR", "PD", "LGD", "rating", "score")

POINTS: Final = {
    "en": ("Attribute", "Range", "Points"), "de": ("Merkmal", "Bereich", "Punkte"),
    "fr": ("Critère", "Tranche", "Points"), "it": ("Criterio", "Fascia", "Punti"),
    "es": ("Criterio", "Tramo", "Puntos"), "nl": ("Kenmerk", "Bereik", "Punten"),
    "pl": ("Cecha", "Przedział", "Punkty"),
}  # fmt: skip
SCORED: Final = {
    "en": ("Age", "Income", "Years employed", "LTV"), "de": ("Alter", "Einkommen", "Beschäftigungsdauer", "Beleihung"),
    "fr": ("Âge", "Revenu", "Ancienneté", "Endettement"), "it": ("Età", "Reddito", "Anzianità", "Indebitamento"),
    "es": ("Edad", "Ingresos", "Antigüedad", "Endeudamiento"), "nl": ("Leeftijd", "Inkomen", "Dienstjaren", "Schuldenlast"),
    "pl": ("Wiek", "Dochód", "Staż", "Zadłużenie"),
}  # fmt: skip

TEXTBOOK: Final = (
    "Compound interest is A = P(1 + r/n)^(nt), where P is the principal.",
    "Black and Scholes give C = S N(d1) - K e^(-rT) N(d2) for a European call.",
    "The BMI is weight / height^2 and says little about athletes.",
    "Pythagoras: a^2 + b^2 = c^2.",
    "Einstein wrote E = mc^2.",
    "The Sharpe ratio is (R - Rf) / sigma.",
    "Der Barwert ist PV = FV / (1 + r)^n.",
    "L'intérêt simple vaut I = C × t × n.",
    "CAPM: E(R) = Rf + beta (Rm - Rf), as every textbook says.",
    "Temperature in Fahrenheit: F = 1.8 × C + 32.",
    "The Altman Z-score is Z = 1.2 X1 + 1.4 X2 + 3.3 X3 + 0.6 X4 + 1.0 X5.",
    "The mean is $\\bar{x} = \\frac{1}{n} \\sum_i x_i$.",
    "Kreisfläche: A = π · r².",
    "The area of a triangle is 0.5 × base × height.",
    "WACC = E/V × Re + D/V × Rd × (1 - T).",
    "Gross margin = (revenue - cost of goods sold) / revenue.",
    "LTV is the loan amount divided by the value of the property.",
    "Basal metabolic rate = 10 × weight + 6.25 × height - 5 × age + 5.",
)
ARITHMETIC: Final = (
    "3 + 4 = 7, and nobody doubts it.",
    "Invoice: total = 12 × 99.00 = 1,188.00 EUR, VAT 19 % = 225.72.",
    "4 licences × 250.00 = 1,000.00; 2 days × 980.00 = 1,960.00. Sum 2,960.00.",
    "Miete 3 × 850,00 = 2.550,00 EUR, Nebenkosten 3 × 120,50 = 361,50 EUR.",
    "Opening hours 9-17, rooms 3/4 and 5/6, dates 12/03/2026 to 14/03/2026.",
    "The trip takes 2 * 45 minutes; we meet at 10:30.",
    "Order 5 x 3 x 2 boxes, that is 30.",
    "Net 1,000.00 + VAT 190.00 = gross 1,190.00.",
    "1.5 kg at 12.40 = 18.60; 0.75 kg at 8.00 = 6.00.",
    "He pays 250 a month, 12 times, so 3,000 a year.",
)
FACT_SHEET: Final = (
    "The fund returned 4.2 % in the first quarter, 0.8 % above its benchmark. Past performance is no guide to the future.",
    "Benchmark: 60 % MSCI World + 40 % Bloomberg Global Aggregate, rebalanced each quarter.",
    "Ongoing charges 0.75 % a year, entry charge up to 5 %, performance fee none. Share class A, EUR, ISIN LU0000000000.",
    "Der Fonds investiert mindestens 51 % in Aktien; die Duration liegt bei 4,2 Jahren, die Volatilität bei 8,7 %.",
    "Risk indicator 4 of 7. If you invest more than 10,000 EUR, the entry charge falls to 3 %.",
    "Le fonds affiche une volatilité de 9,4 % et un ratio de Sharpe de 0,62 sur trois ans.",
    "Il fondo ha reso il 3,1 %; le spese correnti sono pari allo 0,9 %.",
    "The average rating is A-, the average duration 5.1 years, the yield to maturity 3.4 %.",
    "When inflation rises above 3 %, central banks tend to raise rates, and bond prices fall.",
    "De volatiliteit bedroeg 7,5 %; de lopende kosten bedragen 0,45 % per jaar.",
    "Fundusz zyskał 2,4 %; opłata za zarządzanie wynosi 1,5 % rocznie.",
    "A performance fee of 10 % is charged if the fund beats its benchmark by more than 2 %.",
    "Sector weights: technology 24.1 %, health 13.0 %, finance 12.4 %, industry 11.2 %.",
)
SETTINGS: Final = (
    "timeout=30\nretries=3\nlog_level=info\nhost=127.0.0.1\nport=8080",
    "See https://example.org/search?q=bonds&page=2&size=50&sort=-date for the list.",
    "[server]\nport = 8080\nworkers = 4\nmax_body = 1048576",
    '{"name": "demo", "version": "1.2.0", "private": true}',
    "pip install requests==2.32.3 && python -m http.server 8000",
    'print("hello")',
    "import os\nimport sys",
    "curl -X POST https://example.org/api -d '{\"id\": 7}'",
    "git commit -m 'fix' && git push origin main",
    "SELECT Id, Name FROM Account WHERE CreatedDate = TODAY LIMIT 10",
    "=SUM(A1:A10)",
    "version: '3'\nservices:\n  web:\n    image: nginx:1.27\n    ports:\n      - 80:80",
)
PROSE: Final = (
    "The client asked whether the margin could be lowered if he moves the deposits to us. We said that the board decides in May.",
    "Her rating improved after the sale; the score of the survey was 8 of 10, and 70 % would recommend us.",
    "Wenn Sie möchten, rufen wir Sie am 14. März zwischen 9 und 11 Uhr zurück.",
    "If you call before 5 pm, the transfer of 250 EUR leaves on the same day.",
    "Si vous le souhaitez, nous pouvons fixer un rendez-vous le 12 mai à 10 heures.",
    "The team scored 3 points in the first half and 2 in the second; the price of a ticket is 12 EUR.",
    "Als u vragen heeft, bel ons dan voor 17 uur op werkdagen.",
    "Jeśli masz pytania, zadzwoń do nas w godzinach 9-17.",
    "Se desidera, la richiamiamo il 3 giugno dopo le 15.",
    "Si lo desea, le llamamos el día 4 entre las 10 y las 12.",
    "Interest on the savings account is 1.25 % a year and is paid on 31 December.",
    "Team | Games | Points\n--- | --- | ---\nNorth | 12 | 30\nSouth | 12 | 24\nEast | 12 | 18",
    "Product | Price | Stock\n--- | --- | ---\nLamp | 12.50 | 4\nChair | 48.00 | 9",
)

# Parts of sentences about how a bank decides, for invented strategy texts.
SUBJECTS: Final = "The committee|Our desk|A relationship manager|The client|The risk team|Each branch|The model|A reviewer"
VERBS: Final = "reviews|weighs|adjusts|records|rejects|prefers|explains|forecasts|compares|limits|measures|ignores"
OBJECTS: Final = "the quarterly exposure|late payments|seasonal revenue|the pledged collateral|currency mismatch|supplier concentration|the covenant headroom|dormant accounts|repeat borrowing|hedged positions|tenancy income|inventory turns"
MANNERS: Final = "before midday|with a sector factor|over nine months|after the second reminder|by postcode|at half weight|against the peer median|without notice|under the amber limit|for family groups|since the merger|when liquidity thins"
