"""Made-up scoring and pricing code in eleven languages, with constants drawn anew each time."""

import random
from typing import Final

from douane_sandbox.logic_words import FACTORS

# Places: f0 to f4 are factors, n0 to n9 numbers with decimals, i0 to i5 whole numbers.
_TEMPLATES: Final = {
    "python": '''def credit_score({f0}, {f1}, {f2}):
    """Internal scoring, do not share."""
    score = {i0} + {n0} * {f0} - {n1} * {f1}
    if {f2} > {n2}:
        score -= {i1}
    elif {f2} > {n3}:
        score -= {i2}
    weights = {{"{f3}": {n4}, "{f4}": {n5}}}
    for name, weight in weights.items():
        score += weight * features[name]
    return max(0, min(score, {i3}))''',
    "java": """public final class SpreadPricer {{
    private static final double BASE = {n0};

    public double spreadBps(double {f0}, double {f1}, Rating rating) {{
        double spread = BASE + {n1} * {f0} + {n2} * {f1};
        if ({f0} > {n3}) {{
            spread += {i0};
        }}
        switch (rating) {{
            case A: return spread * {n4};
            case B: return spread * {n5};
            default: return spread + {i1};
        }}
    }}
}}""",
    "apex": """public with sharing class RiskScoreService {{
    public static Decimal score(Account acc) {{
        Decimal score = {i0};
        if (acc.{f0}__c > {n0}) {{
            score += {i1};
        }} else if (acc.{f0}__c > {n1}) {{
            score += {i2};
        }}
        score += acc.{f1}__c * {n2} - acc.{f2}__c * {n3};
        for (Opportunity opp : [SELECT Amount FROM Opportunity WHERE AccountId = :acc.Id]) {{
            score += opp.Amount * {n4};
        }}
        return score;
    }}
}}""",
    "sql": """SELECT client_id,
       {n0} * {f0} + {n1} * {f1} - {n2} * {f2} AS risk_score,
       CASE WHEN {f3} > {n3} THEN base_spread + {i0}
            WHEN {f3} > {n4} THEN base_spread + {i1}
            ELSE base_spread END AS spread_bps
  FROM exposures e
  JOIN ratings r ON r.client_id = e.client_id
 WHERE {f4} >= {n5}
 ORDER BY risk_score DESC;""",
    "plsql": """CREATE OR REPLACE PROCEDURE price_loan(p_{f0} IN NUMBER, p_{f1} IN NUMBER, o_margin OUT NUMBER) AS
BEGIN
  o_margin := {n0} + {n1} * p_{f0};
  IF p_{f1} > {n2} THEN
    o_margin := o_margin + {n3};
  ELSIF p_{f1} > {n4} THEN
    o_margin := o_margin + {n5};
  END IF;
END price_loan;""",
    "r": """score_client <- function({f0}, {f1}, {f2}) {{
  logit <- -{n0} + {n1} * {f0} + {n2} * log({f1} + 1)
  pd <- 1 / (1 + exp(-logit))
  ifelse({f2} > {n3}, pd * {n4}, pd)
}}""",
    "javascript": """export function priorityScore(client) {{
  const weights = {{ {f0}: {n0}, {f1}: {n1}, {f2}: {n2} }};
  let score = Object.entries(weights)
    .reduce((sum, [key, weight]) => sum + weight * client[key], {i0});
  if (client.{f3} > {n3}) {{
    score *= {n4};
  }}
  return Math.round(score);
}}""",
    "csharp": """public static decimal PriceAdjustment(decimal {f0}, decimal {f1}, int tenor)
{{
    var spread = {n0}m * {f0} + {n1}m * {f1};
    if ({f0} > {n2}m) spread += {i0};
    else if ({f0} > {n3}m) spread += {i1};
    return tenor > {i2} ? spread * {n4}m : spread;
}}""",
    "cpp": """double alpha_signal(const Bar& bar, double {f0}, double {f1}) {{
    const double fast = ema(bar.close, {i0});
    const double slow = ema(bar.close, {i1});
    double signal = {n0} * (fast - slow) / slow + {n1} * {f0};
    if ({f1} > {n2}) signal *= {n3};
    return std::clamp(signal, -{n4}, {n4});
}}""",
    "vba": """Function RiskSurcharge({f0} As Double, {f1} As Double) As Double
    Dim score As Double
    score = {n0} * {f0} + {n1} * {f1}
    If score > {i0} Then
        RiskSurcharge = {n2}
    ElseIf score > {i1} Then
        RiskSurcharge = {n3}
    Else
        RiskSurcharge = {n4}
    End If
End Function""",
    "sas": """data work.scored;
  set work.applicants;
  score = {i0} + {n0} * {f0} - {n1} * {f1};
  if {f2} > {n2} then score = score - {i1};
  else if {f2} > {n3} then score = score - {i2};
  pd = 1 / (1 + exp(-({n4} - {n5} * score)));
run;""",
    "matlab": """function s = signal_strength({f0}, {f1}, {f2})
  w = [{n0} {n1} {n2}];
  x = [{f0}; {f1}; {f2}];
  s = w * x - {n3};
  if s > {n4}
    s = {n5} * s;
  end
end""",
}
LANGUAGES: Final = tuple(_TEMPLATES)


def code(chance: random.Random, language: str) -> str:
    """Return one function of a language."""
    places: dict[str, object] = {
        f"f{place}": name for place, name in enumerate(chance.sample(FACTORS, 5))
    }
    places |= {f"n{place}": f"{chance.uniform(0.05, 4):.2f}" for place in range(10)}
    places |= {f"i{place}": chance.randint(5, 600) for place in range(6)}
    return _TEMPLATES[language].format_map(places)
