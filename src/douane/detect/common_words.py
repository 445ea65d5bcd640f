"""Words that are names and also ordinary words, so that a text without names is full of them.

A value that is nothing but one of these is not looked for in the org's index; among the values
of the records at hand it is, but only in exactly that spelling.  Folded, one per entry.
"""

from typing import Final

_WORDS = """
    account active address agent amount april august autumn available bank banker berg best
    bird black blue board bond book brown budget business call case cash chance chef church
    city client close closed company contact control cook cross data date dear december deep
    demo depot direct director dollar door draft east email english euro europe events fair
    faith false family father field file finance fire first fish fonds food ford forest free
    french friend fund future gold good grant grace green group grow hall hand happy head hill
    high holding home hope house hunter inactive income interest internal investment invoice
    january joint joy june july july just justice king kind lake land last lead legal level
    life light limited line list little loan long lord love main major march mark market
    marsh mason master miller mister model monday money month moon more name national neutral
    never night none normal north note november null number october office online open order
    other page park partner pending personal phone plan plus point police pool poor pope power
    present price prime prince private problem public queen question read real record region
    report rest rich risk river road rose royal sale sales sand savings school score sea
    season second secret section senior september service share sharp short silver small
    smith snow south spring standard star status stone storm street strong subject summer
    summit sunday super support swan task team temple test text thing time title today total
    tower town trade true trust under union united unknown urgent user value version very
    view wait walk wall ward water week well west white wild will wind winter wolf wood word
    work world year young
    aber acker adler alle alles alter anlage bach bauer baum becker beide berg bild blau blum
    boden brand braun brief buch burg busch dank dein depot deutsch dorf eben eigen ende engel
    fest feuer firma fisch form frage frank frau freund frist froh fuchs ganz gast gelb geld
    gern gross groß gruber grund gruppe haben hahn hand hart hase haus heide herbst herr herz
    hirsch hoch hoffmann holz hund jahr jung kaiser kalt kann kauf kaufmann keller kern kind
    klein koch konto kraft kraus kraut krebs kreis kunde kunz kurz lang laut leben lehmann
    lieb linde long luft mann markt maurer mein mensch metzger mond morgen müller nacht neu
    neumann nord ochs ohne oster ost plan platz rabe rast rauch recht reich rein reiter rest
    richter ring ritter roth rot ruhe sache sand sauer schade schenk schmidt schneider schnell
    schön schulz schwarz seele sommer sonne sonntag spät stark stein stern stolz straße
    strauss süß tag tanne teil tier topf unbekannt vertrag vogel voll vorsicht wagner wald
    weber weg weiss weiß weise welt wert wetter winkler winter wirt woche wolf wort zahn zeit
    ziegler zimmer zorn
    actif ami année argent avant banque beau belle berger blanc bois bon bonne boucher
    boulanger brun chat client compte contrat courant cour dame doux droit fonds fort français
    garnier grand grande gris jour jeune juillet juin leblanc legrand lejeune leroux loup
    maison marchand mars masson mercier merci mois moulin neuf noir nouveau olivier page petit
    petite pont prêt prix rouge roux roy société vert ville
    amore banca bianca bianchi bianco bello bruno buono caro cliente conto costa fiore fiume
    fondo forte franco giallo giorno grande greco leone luna madre mare monte neri nero notte
    nuovo pace padre piccolo ponte prezzo primo rossi rosso sole testa valore verde vita
    abril agosto alegre amor banco blanco bueno calle campo casa ciudad claro cruz cuenta
    delgado enero flor flores fuente hombre iglesia julio junio leal león luna marzo mayo
    moreno mundo noche nuevo paz plaza prado rey rico río rojo rubio santo serrano sierra
    toro torres valle viejo
    bakker beker berg boer bond bos dag de dijk dekker goed groen groot huis jaar jong klant
    koning kort lang maan mei meer molen oud rekening smit vries visser waarde wit zwart
    bank biały cena data dobry dom czarny fundusz góra klient kowal król kwiat las lato mały
    miasto maj nowak nowy rachunek rok rynek stary umowa wilk wiosna zima złoty
"""

COMMON_WORDS: Final = frozenset(_WORDS.split())
