"""Names by which a security is known: listed companies, fund houses, kinds of instrument.

Company names are those of the large European and American indices, in the short form in which
people write them.  Names that are not here are found by the rows that they stand in.
"""

from typing import Final

from douane.detect.portfolio import tag

_ISSUERS: Final = """
        nestlé | nestle | roche | novartis | ubs | zurich insurance | zürich versicherung | abb |
        richemont | holcim | givaudan | swiss re | lonza | alcon | sika | partners group |
        geberit | swisscom | swiss life | kühne+nagel | kühne + nagel | kuehne + nagel |
        logitech | sonova | straumann | julius bär | julius baer | lindt | lindt & sprüngli |
        schindler | sgs | vontobel | ems-chemie | barry callebaut | clariant | adecco | baloise |
        helvetia | georg fischer | temenos | sandoz | amrize | galderma | vat group |
        psp swiss property | swatch | sap | siemens | siemens energy | siemens healthineers |
        allianz | basf | bayer | bmw | mercedes-benz | mercedes-benz group | daimler |
        volkswagen | vw vz | deutsche telekom | deutsche bank | deutsche post | dhl group |
        deutsche börse | münchener rück | munich re | münchner rück | infineon | adidas | puma |
        henkel | beiersdorf | continental | e.on | rwe | fresenius | merck | merck kgaa |
        vonovia | zalando | porsche | rheinmetall | mtu aero | airbus | heidelberg materials |
        hannover rück | brenntag | qiagen | symrise | sartorius | covestro | commerzbank |
        lufthansa | thyssenkrupp | erste group | erste bank | omv | verbund | voestalpine |
        raiffeisen bank | andritz | wienerberger | lvmh | totalenergies | total | sanofi |
        air liquide | l'oréal | l'oreal | hermès | hermes | kering | bnp paribas |
        axa | société générale | crédit agricole | danone | pernod ricard | schneider electric |
        vinci | safran | thales | engie | essilorluxottica | dassault systèmes | capgemini |
        saint-gobain | michelin | renault | stellantis | carrefour | veolia | bouygues |
        legrand | publicis | orange | alstom | worldline | anheuser-busch | ab inbev | kbc |
        solvay | ucb | umicore | argenx | ageas | enel | eni | intesa sanpaolo | unicredit |
        ferrari | generali | assicurazioni generali | stm | snam | terna | moncler | campari |
        prysmian | leonardo | mediobanca | poste italiane | telecom italia | pirelli | a2a |
        banco bpm | nexi | recordati | amplifon | iberdrola | inditex | santander |
        banco santander | bbva | telefónica | telefonica | repsol | caixabank | amadeus |
        ferrovial | aena | cellnex | endesa | naturgy | grifols | acciona | mapfre | bankinter |
        sabadell | banco sabadell | red eléctrica | acs | edp | galp | asml | asml holding |
        ing | ing groep | philips | heineken | adyen | prosus | ahold delhaize | akzo nobel |
        dsm | dsm-firmenich | wolters kluwer | nn group | aegon | abn amro | kpn | randstad |
        asm international | be semiconductor | unilever | shell | royal dutch shell | relx |
        novo nordisk | vestas | maersk | ørsted | carlsberg | dsv | ericsson | volvo |
        atlas copco | h&m | investor ab | equinor | dnb bank | nokia | sampo | kone | pko bp |
        pko bank polski | orlen | pkn orlen | pzu | pekao | bank pekao | kghm | allegro |
        dino polska | lpp | cd projekt | santander bank polska | mbank | ing bank śląski |
        cyfrowy polsat | jsw | pge | tauron | alior | alior bank | kęty | budimex | żabka |
        kruk | astrazeneca | hsbc | bp | gsk | glaxosmithkline | diageo | rio tinto | glencore |
        bhp | barclays | lloyds | lloyds banking | natwest | vodafone | tesco | rolls-royce |
        bae systems | national grid | reckitt | british american tobacco | imperial brands |
        anglo american | prudential | aviva | legal & general | compass group |
        london stock exchange | experian | smith & nephew | standard chartered | sse | bt group |
        apple | microsoft | alphabet | google | amazon | amazon.com | meta | meta platforms |
        nvidia | tesla | berkshire hathaway | jpmorgan | jpmorgan chase | jp morgan |
        johnson & johnson | visa | mastercard | procter & gamble | home depot | exxon |
        exxonmobil | exxon mobil | chevron | pfizer | merck & co | abbvie | eli lilly |
        coca-cola | coca cola | pepsico | walmart | costco | mcdonald's | mcdonalds | disney |
        walt disney | netflix | adobe | salesforce | oracle | cisco | intel | amd | qualcomm |
        broadcom | texas instruments | ibm | accenture | nike | starbucks | boeing |
        caterpillar | honeywell | general electric | ge aerospace | lockheed martin |
        goldman sachs | morgan stanley | bank of america | citigroup | wells fargo | blackrock |
        american express | paypal | unitedhealth | at&t | verizon | comcast | linde | medtronic |
        thermo fisher | danaher | amgen | gilead | palantir | uber | airbnb | booking | toyota |
        sony | samsung | samsung electronics | tsmc | taiwan semiconductor | alibaba | tencent |
        nintendo | mastercard inc | spotify | crowdstrike | servicenow | caterpillar inc |
        union pacific | deere
    """
_INSTRUMENTS: Final = """
        etf | etc | ucits | ucits etf | ishares | vanguard | amundi | xtrackers | lyxor | spdr |
        invesco | wisdomtree | dws | pictet | fidelity | blackrock global | franklin templeton |
        swisscanto | jpm | schroders | msci world | msci em | msci emerging | s&p 500 |
        stoxx 600 | euro stoxx | fonds | fund | fondo | fundusz | sicav | oeic | fcp |
        aktienfonds | obligationenfonds | immobilienfonds | strategiefonds | mischfonds |
        rentenfonds | anleihe | anleihen | bundesanleihe | unternehmensanleihe | obligation |
        obligationen | obligations | obligación | obligaciones | obbligazione | obbligazioni |
        obligatie | obligaties | obligacja | obligacje | bond | bonds | treasury | treasuries |
        bund | btp | bot | oat | gilt | gilts | bonos | bono | letras | pfandbrief |
        eidgenossenschaft | kassenobligation | note | notes | perpetual | convertible |
        wandelanleihe | zertifikat | zertifikate | certificate | certificat | certificato |
        certificado | certyfikat | strukturiertes produkt | structured note |
        reverse convertible | discount-zertifikat | optionsschein | warrant | turbo | aktie |
        namenaktie | namenaktien | inhaberaktie | inhaberaktien | vorzugsaktie | vorzugsaktien |
        partizipationsschein | genussschein | ord shs | reg shs | registered shares | adr |
        reit | vz | vzo | gs | ps | cl a | cl b | class a | class b | namen-akt. | n-akt |
        small caps | mid caps | large caps | global equity | corporate bond | high yield |
        emerging markets | government bond | money market | geldmarktfonds | gold | silber |
        bitcoin | ethereum | krugerrand | physical gold | private equity | hedge fund |
        hedgefonds | aktien schweiz | aktien welt | liquidität | liquidités | liquidità |
        liquidez | liquiditeiten | liquide middelen | środki pieniężne | gotówka | kontokorrent |
        festgeld | callgeld | termingeld | cash | aktien | obligation etat | actions europe |
        staatsanleihen | rohstoffe | immobilien | equities | fixed income | alternatives |
        alternative anlagen | real estate | commodities | swiss equities | aandelenfonds |
        obligatiefonds | renta fija | renta variable | azionario | obbligazionario |
        fondo azionario | azioni | acciones | aandelen | akcje
    """
PHRASES: Final[tuple[tuple[int, str], ...]] = (
    (tag.ISSUER, _ISSUERS),
    (tag.INSTRUMENT, _INSTRUMENTS),
)
