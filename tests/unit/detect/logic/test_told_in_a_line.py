"""Logic as people tell it in a line: weights, grids, rules in seven languages, short code, LaTeX.

The rows were written in three lots, each before the detector was widened for it; docs/logic.md has
how many of each were found at first reading.
"""

# ruff: noqa: E501 - rows stand as somebody would write them

import pytest

from douane.detect.logic.proprietary import ProprietaryLogic
from douane.model.token import Kind

LOGIC = ProprietaryLogic()
FOUND = (
    "Position sizing as we run it: 0.35 weight on twelve-month momentum, 0.25 on earnings revision, 0.4 on free-cash-flow yield; anything under 0.15 combined is dropped.",
    "Scorecard weights (internal): payment history 38%, utilisation 22%, tenure 17%, enquiries 13%, employer stability 10%",
    "PD buckets: score < 412 -> 9.5%, 412-538 -> 4.2%, 539-655 -> 1.9%, above 655 -> 0.6%",
    "def haircut(days, rating):\n    base = 0.04 + 0.0017*days\n    return base * (1.35 if rating < 7 else 0.85)",
    "margin = max(0.0125, 0.31*pd_est + 0.09*lgd_est)  # floor agreed with treasury",
    "if spread_z > 1.85 and vol20 < 0.22: go_long(notional * 0.6)",
    "Se il rapporto rata/reddito supera il 38 % la pratica viene respinta, salvo garante con reddito oltre 45.000 euro.",
    "Quando l'LTV è compreso tra 70 e 80 per cento applichiamo uno spread aggiuntivo di 45 punti base.",
    "Jeśli wskaźnik DTI przekracza 42%, wniosek odrzucamy; przy DTI 35-42% wymagamy poręczyciela.",
    "Dla klientów z ratingiem poniżej BB podnosimy marżę o 60 punktów bazowych i skracamy okres do 36 miesięcy.",
    "$$ S = 412.7 - 58.3\\,\\ln(\\mathrm{DTI}) + 21.4\\,\\sqrt{T} - 33.9\\,D $$",
    "\\begin{equation} m_i = 0.0085 + 0.42\\,PD_i\\,LGD_i + 0.0031\\,(5 - R_i) \\end{equation}",
    "Wir gewichten Eigenkapitalquote mit 30, Zinsdeckung mit 25, Umsatzwachstum mit 20, Branche mit 15 und Management mit 10 Punkten.",
    "Ab einem Beleihungsauslauf von 85 % schlagen wir 0,35 Prozentpunkte auf, ab 95 % lehnen wir ab.",
    "CASE WHEN fico_like >= 710 AND dti < 0.33 THEN 0.0475 WHEN fico_like >= 640 THEN 0.0625 ELSE 0.0890 END AS offer_rate",
    "SELECT acct_id, 0.44*z_mom + 0.31*z_val - 0.25*z_vol AS alpha FROM signals WHERE adv_usd > 2500000",
    "=IF(B7>0,8;C7*1,35+0,02;IF(B7>0,6;C7*1,15;C7))",
    "Our rebalancing trigger: drift beyond 3.5% on equities or 2% on bonds, checked Tuesdays, trade back only halfway.",
    "entry when RSI(9) crosses 27 from below and close > EMA(34); stop at 1.8*ATR(14); exit at 2.6R",
    "Churn risk = 3 points per missed call + 5 for a withdrawal above 20k + 2 if login gap > 45 days; call anyone with 9 or more.",
    "Si la note interne passe sous 5,5 ou si l'endettement dépasse 41 %, le taux est majoré de 0,8 point.",
    "Le score client = 2,4 x ancienneté + 1,7 x solde moyen (k€) - 6,2 x incidents sur 12 mois",
    "Si la volatilidad a 30 días supera el 28 %, reducimos la posición a la mitad; por encima del 40 % se cierra.",
    "Bij een loan-to-value boven 90% rekenen we 0,55% opslag, onder 65% geven we 0,2% korting.",
    "val quote = fair + 0.38 * skew - 0.12 * inventory / 1e6 // bps adj for tier 2 clients",
    "weights = {'pmi': 0.22, 'curve': 0.31, 'credit': 0.27, 'fx_carry': 0.20}  # regime model v4",
    "const limit = income * 4.6 - existingDebt * 1.25; if (age > 61) limit *= 0.7;",
    "Fee grid we use to quote: first 2m at 92bp, next 3m at 71bp, everything above 5m at 48bp, minus 6bp if custody stays with us.",
    "Collateral haircuts: govies 1.5, IG corporates 6, HY 14, main-index equities 19, small caps 31 (in %, add 4 if FX mismatch).",
    "Composite = 45% carry, 30% value (10y z-score), 15% trend, 10% positioning; we cap any single currency at 12%.",
    "Grade A pays Euribor+110, B +165, C +240, D +410; C and D need a personal guarantee.",
    "risk_premium = 0.0065 * grade ** 1.4 + 0.0021 * (tenor_y - 3)",
    "return 'refer' if utilisation > 0.83 or enquiries_6m >= 5 else 'accept'",
    "lambda r: 1.7 * r.bid_depth - 2.3 * r.ask_depth + 0.9 * r.imbalance_5s",
    "I clienti con punteggio inferiore a 47 pagano 1,25 punti percentuali in più; sopra 80 tolgono 0,4.",
    "Con un indebitamento oltre il 35 % e anzianità lavorativa sotto 18 mesi chiediamo sempre il garante.",
    "Przy zdolności kredytowej poniżej 2,1 obniżamy kwotę o 15 procent, a poniżej 1,6 odmawiamy.",
    "Jeżeli zmienność 20-dniowa wzrośnie powyżej 31%, zamykamy połowę pozycji.",
    "\\[ \\mathrm{rate} = 3.15 + 0.27\\,\\text{grade} + 0.014\\,(\\mathrm{LTV}-60)^{+} \\]",
    "Bei Eigenkapital unter 22 % verdoppeln wir die Kreditprüfungsgebühr und verlangen 0,6 % mehr Zins.",
    "Coefficients after the March refit: intercept -2.14, dti 3.07, months_on_book -0.018, late_30d 0.92",
    "UPDATE pricing SET margin = CASE WHEN segment='gold' THEN 0.9*margin WHEN churn_p>0.61 THEN 0.75*margin ELSE margin END;",
    '=ROUND(MAX(0.9%, 0.35*D4 + 0.12*E4) - IF(F4="VIP", 0.15%, 0), 4)',
    "Dès que le ratio d'endettement franchit 37 %, on exige un apport de 18 % supplémentaire.",
    "Ponderamos antigüedad 20, saldo medio 35, impagos 45; por debajo de 52 puntos no se concede la tarjeta.",
    "Onze kredietscore: 0,5 x betaalgedrag + 0,3 x omzetgroei + 0,2 x sector, afwijzen onder 4,8.",
    "LGD floor table: residential 11, commercial 24, unsecured 48, leasing 33 (percent, before collateral uplift of 6).",
    "signal = np.where(zscore(basis, 60) < -2.1, 1, np.where(zscore(basis, 60) > 1.7, -1, 0))",
    "Client appetite index: 6 for leverage tolerance, 4 for horizon over 8 years, 3 for prior drawdown of 25 % survived; 9 and more may buy structured notes.",
    "Conviction weighting for the fund: analyst rating 0.4, price momentum 0.35, ESG 0.25; names under 0.55 leave.",
    "Sobald die Zinsdeckung unter 1,8 fällt, steigt der Risikoaufschlag um 70 Basispunkte.",
    "Lorsque la LTV excède 82 %, notre marge passe de 95 à 140 points de base.",
    "Se il rating scende sotto 4, aggiungiamo 55 punti base e dimezziamo il fido.",
    "Gdy LTV przekroczy 75%, doliczamy 0,4 punktu procentowego do marży.",
    "Si el DTI rebasa el 45 %, bajamos el importe un 20 %.",
    "Als de schuldenlast hoger is dan 38%, rekenen we 0,7% extra rente.",
    "quote_bp = 12 + 0.8*vol_1m + (5 if illiquid else 0)",
    "double edge = 0.62 * ofi + 0.21 * microprice_gap - 0.08 * spread_ticks;",
    "\\(\\lambda = 0.94,\\; w = 0.3\\,\\mathrm{momentum} + 0.7\\,\\mathrm{value}\\)",
    "SELECT CASE WHEN ltv > 0.85 THEN rate + 0.0045 WHEN ltv > 0.7 THEN rate + 0.002 END FROM loans",
    "Wagi modelu: staż 20%, dochód 45%, opóźnienia 35%.",
    "Pesi: reddito 50, anzianità 30, insoluti 20.",
    "Tier 1 pays SOFR+95, tier 2 SOFR+130, tier 3 SOFR+185.",
    "Haircut ladder for repo: AAA 2, AA 3.5, A 6, BBB 11, below that we refuse.",
)
NOT_FOUND_YET = (
    "float px(float mid,float inv){ return mid - 0.00042f*inv + (inv>5e6f ? -0.0003f : 0.0001f); }",
    "For SME loans the internal grade splits 40/35/25 between cash-flow cover, leverage and management quality.",
    "$w_i \\propto \\exp(-2.35\\,\\sigma_i) \\cdot (1 + 0.18\\,m_i)$ is how we size positions",
    "Unsere Ampel: Rot ab 8,5 Risikopunkten, Gelb ab 5; Kontoüberziehung zählt 3, Rücklastschrift 2,5, Adresswechsel 1 Punkt.",
    "Buy the dip rule: index down 4.2% over three sessions and VIX above 29, then 1.5% of NAV, exit after nine days.",
    "We quote 6 bps wider when our inventory is over 12m and 3 bps tighter for the top-20 counterparties.",
    "Notre barème: quotité sous 70 % = 1,05 %, de 70 à 85 % = 1,32 %, au-delà = 1,78 % plus assurance obligatoire.",
    "if(age<25)p+=1.8; if(claims>2)p*=1.22; return Math.max(p,14.5);",
)
HARMLESS = (
    "The ECB left its deposit rate at 2.00 %, while inflation came in at 2.3 % against 2.4 % expected.",
    "Please move the meeting to 14:30 and book room 3.12 for 8 people.",
    "The fund returned 6.4 % in the quarter; equities are 58 %, bonds 34 %, cash 8 %.",
    "Compound interest: A = P (1 + r/n)^(nt).",
    "for i in range(10):\n    print(i, i*2)",
    "La banca è aperta dalle 8:30 alle 13:20 e dalle 14:35 alle 16:00.",
    "Opłata za prowadzenie rachunku wynosi 12 zł miesięcznie, a dla studentów 0 zł.",
    "The invoice lists 3 licences at 49.90 each, 20 % VAT, total 179.64.",
    "\\section{Results} We used n = 120 participants and report 95\\% confidence intervals.",
    "If it rains above 5 mm we move the summer party indoors.",
    "Sector weights at quarter end: financials 22.1 %, industrials 18.4 %, health care 14.9 %, technology 12.3 %.",
    "The parcel weighs 2.4 kg, the crate 18 kg and the pallet 240 kg; please book three tiers.",
    "Top ten of the index: Apple 6.9%, Microsoft 6.2%, Nvidia 5.8% by weight.",
    "ESMA requires retail leverage limits of 30:1 for major currency pairs and 20:1 for minors.",
    "Our three subscription tiers cost 9, 19 and 49 euros a month.",
    "Wenn Sie mehr als 3 Tage krank sind, reichen Sie bitte ein Attest ein; ab 6 Wochen zahlt die Kasse.",
    "Se la rata scade il 15 e l'addebito arriva dopo 3 giorni, non serve chiamare.",
    "Jeśli spóźnisz się o 15 minut, wejdź wejściem nr 2; parking ma 48 miejsc.",
    "The moving average of x over n points is (x1 + x2 + ... + xn) / n.",
    "2 x coffee 3.20 + 1 x tea 2.80 + 3 x cake 4.10 = 21.50 EUR, price includes VAT",
    "Rating agencies: S&P confirmed AA-, Moody's Aa3 with stable outlook, next review in 6 months.",
    "The Basel output floor rises from 50 % in 2023 to 72.5 % in 2028.",
    "const width = cols * 12.5 + 40; if (width > 960) width = 960;",
    "Scores of the match: 3-1, 2-2, 0-4; the home team leads the table with 41 points.",
    "If the RSI class is full we open a second room for 12 people on floor 3.",
    "When the exchange opens at 9:00, volumes are usually 15 percent above the average.",
    "Volatility rose above 20 for the first time since 2023 and spreads widened 15 basis points.",
    "The composite deck has three floors of 4.5, 3.2 and 3.0 metres.",
    "Blend 200 g flour, 80 g sugar and 3 eggs; bake at 180 degrees for 35 minutes.",
    "We rate the hotel 4.5 of 5; breakfast costs 18 euros, parking 12.",
    "Wir haben 3 Angebote, die Preise liegen zwischen 120 und 480 Euro.",
    "The multipliers in the lab are 10x, 40x and 100x.",
    "Der Fonds investiert mindestens 51 % in Aktien; die Duration liegt bei 4,2 Jahren, die Volatilität bei 8,7 %.",
    "Her rating improved after the sale; the score of the survey was 8 of 10, and 70 % would recommend us.",
)


@pytest.mark.parametrize("text", FOUND)
def test_logic_told_in_a_line_is_found(text: str) -> None:
    assert {hit.kind for hit in LOGIC.scan(f"Hello,\n\n{text}\n\nRegards")} == {Kind.LOGIC}


@pytest.mark.xfail(reason="known misses, so that nobody takes them for found", strict=True)
@pytest.mark.parametrize("text", NOT_FOUND_YET)
def test_known_misses(text: str) -> None:
    assert LOGIC.scan(f"Hello,\n\n{text}\n\nRegards")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_so_is_not(text: str) -> None:
    assert LOGIC.scan(text) == []


@pytest.mark.parametrize(
    "unit", ["weights 1, 2, 3. ", "tier 1 pays SOFR+95, ", "if we LTV 1 % 2 % "]
)
def test_no_character_of_endless_passages_is_found_twice(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert sum(hit.end - hit.start for hit in LOGIC.scan(text)) <= len(text)
