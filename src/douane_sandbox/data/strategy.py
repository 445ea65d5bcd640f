"""What the bank would never hand out: scoring formulas and the reasons behind its signals."""

from typing import Final

FORMULAS: Final = (
    "score = 0.42*log1p(total_assets/1e5) + 0.23*mandate_fee_bps/35 - 0.31*churn_prob^1.7\n"
    "if risk_profile == 'Speculative' and age > 67 then score = score * 0.58\n"
    "return clamp(100*score, 0, 100)",
    "IF(AND(KycStatus__c = 'Complete', TotalAssets__c > 2500000),\n"
    "   0.35 * MomentumRank__c + 0.45 * (1 - DrawdownP95__c) + 0.20 * FlowZ__c,\n"
    "   0.15 * MomentumRank__c)",
    "w = [0.18, 0.27, -0.11, 0.52]\n"
    "x = [zscore(mv_30d), zscore(net_flow_90d), zscore(complaints_12m), zscore(cross_sell)]\n"
    "return 1 / (1 + exp(-(dot(w, x) - 0.735)))",
    "CASE(Segment__c, 'UHNWI', 1.35, 'HNWI', 1.12, 'Affluent', 0.94, 0.71)\n"
    "  * (MarketValue__c / 1000000) ^ 0.62 - 0.08 * MONTHS_SINCE(LastReview__c)",
)
METHODS: Final = (
    "Calibrated on closed mandates 2019-2024; recalibrate each quarter, never show the weights.",
    "Schwellenwert bewusst über dem Branchenmittel: trennt Abwanderer vier Wochen früher.",
    "Pondération révisée après le stress de mars ; ne pas communiquer hors du comité.",
)
RATIONALES: Final = (
    "Order imbalance in {instrument} ({isin}) leads the close by 40 minutes; enter before 16:50 "
    "with a third of the size, exit at {target}.",
    "{instrument}: Rückkauf noch nicht angekündigt, Kredit-Spread enger als Aktie; Ziel {target}.",
    "Arbitrage {instrument} contre son panier : prime de {strength} au-delà de deux écarts-types.",
    "Il momento su {instrument} si inverte quando il flusso netto supera {strength}; uscire a {target}.",
)
ISSUERS: Final = (
    "Nordlicht", "Alpenquell", "Garonne", "Vistula", "Meridian", "Brouwersgracht", "Castelvivo",
    "Peñalara", "Tidewater", "Hanseatik", "Jura", "Adriatica",
)  # fmt: skip
KINDS: Final = (
    ("Equity", "Industries"), ("Equity", "Biotech"), ("Bond", "2,75 % 2031"), ("Bond", "FRN 2029"),
    ("Fund", "Global Equity Fund"), ("Fund", "Euro Income UCITS"), ("Structured", "Autocall 2028"),
)  # fmt: skip
