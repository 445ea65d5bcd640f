"""What no list knows: names that are words, words that no text means as a name."""

# Given names that are ordinary words, months, brands, or mostly family names.
UNSURE_GIVEN = frozenset("""
Will Mark Rose Grace Faith Hope May June April August Dawn Summer Autumn Joy Bill Rich Art Gene
Drew Chase Hunter Mason Carter Dean Grant Lance Miles Pierce Reed Ray Rob Pat Max Sunny Star Sky
Skye River Forest Lake Stone Ford Page Paige Price Blue Violet Ivy Holly Lily Olive Ruby Pearl Amber
Jade Crystal Coral Ginger Melody Harmony Destiny Trinity Charity Chastity Prudence Constance Mercy
Honor Justice Major King Duke Earl Prince Baron Noble Bishop Pope Angel Christian Jan Jun Mai Ben
Don Son Buck Colt Wolf Fox Bear Robin Jay Martin Frank Ernst Victor Victoria Vincent Roman Alpha
Beta Delta Gamma Omega Sigma Echo Nova Luna Stella Aurora Viola Rosa Linda Bella Bianca Chiara
Clara Serena Gioia Luce Marina Perla Gemma Fiore Sole Mare Alba Aria Vita Felice Fortunato
Paz Luz Sol Mar Cruz Flor Reyes Dolores Consuelo Socorro Milagros Angustias Pilar Rocío Rocio
Camino Nieves Salud Remedios Mercedes Lourdes Guadalupe Carmen Concepción Encarnación Asunción
Pierre Blanche Claire Prune Cerise Marguerite Constant Clément Juste Parfait Désiré Fleur
Carola Dollar Euro Case Cash Price Penny Sterling Royal Regal Rush Stormy Windy Misty Dusty Rusty
Sandy Rocky Happy Lucky Lucy Merry Jolly Early Young Long Short Little Small Best Worth Deal Sale
Guy Man Lady Lord Dame Sir Queen Major General Judge Doc Deacon Abbey Chapel Temple Church Berlin
Paris London Vienna Milan Milano Roma Florence Sydney Madison Brooklyn Dallas Austin Houston Jackson
Lincoln Kingston Chester Lancaster Carlisle Preston Stanley Morgan Wells Barclay Lloyd Tesla Dell
Ever Even Over Otto Per Hector Data Ana Excel Access Word Office Windows Apple Oracle Sage Sap
Norma Iris Rita Carta Tabea Tara Deal Dot Fern Flora Gay Glory Gray Green Brown White Black Kit Lane
Lark Lee Leaf Lex Link Lux Mac Mack Manual Mar Marshal Maxim Maximum Merit Nick Noel Norm Opal Page
Pepper Piper Porter Queen Reason Regina Rex Rich Rod Rush Sage Sail Santos Scout Season See Shell
Spring Sprite Tab Taylor Teddy Terry Tiny Tom Tod Tony Tracker Trip True Ty Url Van Von Vera Vida
Wave West East North South Winter Wood Worth Wren York Zion The Le La El De Di Da Du Des Les Los Las
My Ma Me Mi Mo No Na Ne Ni Nu An On In Im Am Um Un Uno Du Do Ha He Hi Ho Ja Je Jo Ka Ki Ko Li Lo Lu
Si Se Su Sa So Ta Te Ti To Tu Va Ve Vi Wa We Wi Wo Ya Yo Ye Yu Za Zu Ai All Any Are Ask Bad Bank Bar
Bee Big Bit Box Boy Bus But Buy Can Car Cat Cap Cup Cut Day Doe Dog Dry Due Duo Era Eve Eye Far Fee
Few Fin Fit Fix For Fun Gas Get God Gun Hot How Ice Ill Ink Job Joint Key Kid Law Lay Leg Let Lid
Lie
Lip Log Lot Low Map Mid Mix Net New Nor Not Now Nut Oak Odd Oil Old One Our Out Own Pay Pen Per Pet
Pie Pin Pit Pot Pro Put Raw Red Rid Row Run Sad Say Sea Set Sex She Six Son Sum Sun Tax Tea Ten Tie
Tip Top Toy Try Two Use Vet Via War Was Way Web Wet Who Why Win Yes Yet You Zip Senior Junior Doctor
Mister Miss Missy Mama Papa Baby Tesoro Cosmo Primo Ultimo Secondo Anno Mia Asia America Africa
Europa India China Chine Israel Jordan Chad Georgia Carolina Virginia Dakota Montana Nevada Indiana
Kenya Malta Cyprus Ireland Holland Roland Vale Valor Capital Fidel Fidelity Liberty Victory Unity
Verity Amor Amour Love Sweet Honey Candy Sugar Sunday Monday Tuesday Wednesday Thursday Friday
Saturday January February March July September October November December Januar Montag
""".split())  # fmt: skip

# Given names that running text uses in lower case for something else, and that mostly are names.
SURE_GIVEN = frozenset("""
Anna Anne Maria Peter Paul Thomas Michael Daniel David John James Robert Richard Charles Sarah Sara
Laura Julia Lisa Emma Sophie Sophia Marco Luca Andrea Francesco Giovanni Giuseppe Matteo Pablo Pedro
Juan José Javier Carlos Luis Miguel Manuel Antonio Jean Jacques Philippe Nicolas Camille Julien
Piotr Anna Katarzyna Małgorzata Agnieszka Krzysztof Tomasz Paweł Michał Marcin Jakub Adam Ewa Magda
Joanna Barbara Zofia Hanna Jürgen Hans Klaus Karl Heinz Wolfgang Dieter Uwe Stefan Andreas Matthias
Sebastian Alexander Tobias Florian Lukas Felix Jonas Leon Moritz Simon Henrik Willem Pieter Johannes
Hendrik Cornelis Jeroen Sander Bram Daan Sven Lars Nils Erik Olga Irina Natalia Elena Helena Isabel
Lucía Sofía Marta Beatriz Cristina Patricia Mónica Silvia Raquel Teresa Ángel Alberto Fernando
Alejandro Enrique Álvaro Diego Sergio Jorge Ignacio Eduardo Roberto Alessandro Stefano Paolo Giulia
Francesca Valentina Martina Elisa Federica Monica Claudia Sabine Petra Birgit Monika Ursula Renate
Ingrid Heike Gabriele Christine Christina Susanne Kerstin Angelika Karin Jessica Jennifer Ashley
Amanda Melissa Michelle Kimberly Rebecca Rachel Stephanie Nicole Elizabeth Mary Susan Karen Nancy
Margaret Sandra Donna Carol Ruth Sharon Cynthia Kathleen Amy Angela Deborah Debra Pamela Christopher
Matthew Anthony Joshua Andrew Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan
Jacob Gary Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Patrick Raymond
Dennis Jerry Tyler Aaron Adam Nathan Henry Douglas Zachary Kyle Walter Ethan Jeremy Harold Arthur
Alice Julie Jane Janet Catherine Heather Diane Virginie Brigitte Olivier Laurent Guillaume Thierry
Sylvie Nathalie Isabelle Valérie Céline Aurélie Émilie Hélène Élodie Mathieu Antoine Théo Hugo Louis
Harry Charlotte Emily Jessica Oliver Jack George Charlie Tadeusz Tamara Judy Stacy Heidi Georgina
Samantha Paul Emil Oskar Oscar Bruno Marie Mario Dario Fabio Irma Ines Inés Alina Alena Lena Nina
Johnny Jimmy Bobby Billy Tommy Danny Kenny Larry Stacey Patty Betty Peggy Vicky Nicky Greg Jeff
Steve Dave Mike Jim Bob Joe Tim Ken Ted Fred Ed Sam Dan Matt Andy Tony Chris Alex Nick Kate Kathy
Ellen Helen Eva Ella Mila Mona Nora Dora Cora Rita Gina Dina Tina Ida Ada Olivia Lucie Louise Luise
Markus Marcus Marc Marek Mariusz Jerzy Grzegorz Zbigniew Ryszard Dariusz Henryk Kazimierz Wojciech
Bernard Bernd Gerd Gerhard Günter Günther Werner Helmut Herbert Horst Manfred Rainer Ralf Rolf
Rüdiger Siegfried Thorsten Torsten Ulrich Volker Wilhelm Friedrich Ludwig Konrad Kurt Erich Fritz
""".split())  # fmt: skip

# Never the name of a person, whatever the lists say.
NEVER_NAMES = frozenset("""
Iban Bic Vat Pin Tan Song Sung Rock Boss Peace Princess Royal Producer Manager Song Pop Reef
King Queen Emperor Bishop President Minister Captain Colonel Sergeant Uncle Aunt Auntie Grandma
Mum Mom Dad Papa Mother Father Brother Sister Son Daughter Kind Mann Kunde Firma Info Star Sun
The And Dear Best Regards Sir Madam Sehr Liebe Lieber Herr Frau Hallo Guten Danke Bitte Mit Von Zur
Bonjour Madame Monsieur Cher Chère Buongiorno Gentile Egregio Estimado Estimada Señor Señora Hola
Beste Geachte Heer Mevrouw Dag Szanowny Szanowna Pan Pani Dzień Dobry Signor Signora Hello Thanks
Please Team Gmbh Ltd Inc Corp Bank Unknown Test User Admin Client Customer Account Service Support
Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July
August September October November December Januar Februar März Juni Juli Oktober Dezember
Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Christmas Easter Ostern Weihnachten
Internet Online Email Mail Web Server Client Python Java Linux Windows Mac Salesforce Google Excel
English German French Italian Spanish Dutch Polish European American British Deutsch Deutsche
Lead Leads Case Cases Contact Contacts Opportunity Task Tasks Event Campaign Report Reports
Dashboard
""".split())  # fmt: skip

# Family names that text mostly means as a company, product or institution.
BRANDS = frozenset("""
Ford Siemens Bosch Daimler Porsche Mercedes Benz Philips Dell Tesla Morgan Stanley Goldman Sachs
Lehman Barclay Barclays Lloyd Lloyds Rothschild Lazard Schroder Schroders Baring Barings Wells Fargo
Chase Citi Allianz Nestle Nestlé Roche Novartis Bayer Merck Pfizer Moody Fitch Euler Reuters
Bloomberg
Dow Jones Russell Standard Poor Bollinger Sharpe Gauss Markov Monte Carlo Euler Fibonacci Basel
Harvard
Oxford Cambridge Stanford Yale Princeton Cornell Brown Duke Marriott Hilton Ritz Disney Boeing Honda
Toyota Suzuki Yamaha Kawasaki Nikon Olympus Kodak Wimbledon Nobel Celsius Fahrenheit Newton Kelvin
Watt Volt Ohm Tesla Hertz Pascal Joule Turing Boole Bayes Lasso Kanban Scrum Gantt Pareto Excel
Maestro Visa Diners Amex Cirrus Spotify Netflix Zoom Slack Teams Jira Oracle Sage Kafka Jenkins
Maven
Django Flask Ruby Rails Pandas Swift Kotlin Scala Rust Lambda Azure Alexa Siri Cortana Prima Prime
Meta Alpha Delta Epsilon Omega Nova Vega Solar Sales Marketing Manager Director Senior Junior Chief
""".split())  # fmt: skip

NEVER_PLACES = frozenset("""
Of Nice Reading Bath Mobile Split Essen Hagen Halle Hof Lage Wagen Most Police Mary Male Same Van
Batman Man Oral Ore Aba Ada Sale Deal Sandwich March Street Ware Battle Wells Rugby Poole Hull Bury
Kern Date Central Union Industry Commerce Independence Liberty Hope Home Start Plan Regen Singen
Senden Leer Werl Wesel Werne Beckum Haren Weener Norden Kamen Lehre Lohne Rees Roth Bergen Salem
Orange Normal Enterprise Superior Eagle Kent Marion Media Opportunity Model Hot Big Little Key Vale
Orlando Victoria Santiago Santa San Los Las El La Le De Da Do Port Fort Saint Mount Bad Neu Alt Ober
Unter Nova Alta Alba Linda Aurora Concord Garden Grand General Lead Progreso Libertad Esperanza Bo
Quality Express Mission Mondo Data Sur Norte Este Oeste Centro Sport Wien-Mitte Buy Price Fair Best
World Welt Europe Europa Asia Africa Georgia Jordan Chad Turkey Jersey Guinea Mali Malta Guernsey
""".split()) - frozenset({"Europe", "Jersey", "Guinea", "Mali", "Malta", "Guernsey", "Georgia",
"Jordan", "Chad", "Turkey", "Essen", "Orlando", "Europa", "Asia", "Africa", "Bergen"})  # fmt: skip
SURE_PLACES = frozenset("""
Paris London Berlin Florence Sydney Vienna Milan Milano Roma Rome Venezia Nantes Lyon Bonn Bern Genf
Dallas Houston Boston Chicago Denver Seattle Phoenix Atlanta Miami Detroit Austin Brooklyn Manhattan
Toronto Montreal Vancouver Ottawa Calgary Melbourne Adelaide Dublin Edinburgh Glasgow Leeds
Liverpool
Manchester Birmingham Bristol Cardiff Belfast Oxford Cambridge Amsterdam Rotterdam Utrecht Eindhoven
Groningen Leiden Delft Breda Tilburg Hamburg Frankfurt Stuttgart Dresden Leipzig Hannover Nürnberg
Bremen Dortmund Düsseldorf Köln Aachen Mannheim Karlsruhe Augsburg Freiburg Mainz Kassel Kiel Lübeck
Zürich Basel Luzern Lausanne Winterthur Lugano Graz Linz Salzburg Innsbruck Brussels Antwerp Ghent
Bruges Warsaw Krakow Sofia Madrid Barcelona Valencia Sevilla Zaragoza Málaga Bilbao Granada Córdoba
Toledo Salamanca Murcia Alicante Vigo Torino Napoli Genova Bologna Firenze Palermo Catania Verona
Padova Trieste Brescia Parma Modena Perugia Livorno Bari Marseille Toulouse Bordeaux Lille Rennes
Strasbourg Grenoble Nancy Metz Dijon Reims Toulon Angers Avignon Tokyo Beijing Shanghai Mumbai Delhi
Cairo Lagos Nairobi Lima Bogotá Caracas Havana Quito Philadelphia Washington Baltimore Pittsburgh
Cleveland Cincinnati Nashville Memphis Portland Sacramento Oakland Tucson Albuquerque Omaha Tulsa
""".split())  # fmt: skip

# Words of letters and records that the other sources hold too rarely.
ORDINARY = frozenset("""
rada rok zarząd zarządu sprawozdanie walne zgromadzenie prezes biuro dział kwota data numer adres
oddział pismo wniosek zgoda strona szanowni kierownik księgowość pracownik spółka
excel outlook word powerpoint windows linux python java javascript github gitlab docker kubernetes
salesforce lightning slack zoom teams jira confluence oracle sap postgres mysql redis chrome firefox
safari android iphone internet google apple microsoft amazon linkedin facebook twitter youtube
conseil surveillance rapport comité consiglio amministrazione bilancio esercizio comitato consejo
administración informe gestión comité raad bestuur jaarverslag commissarissen festival grand prix
empire racing team club series season championship tour award awards games stadium vanguard
peace cup league open storm
account balance bank beneficiary call cash charge client company contract credit customer date dear
deal debit department deposit director email employee fee finance fund holder insurance interest
invoice invoices limited loan manager meeting month monthly mortgage notary order owner partner
payment pension policy portfolio premium project proposal quarter quarterly receipt regards report
request review risk salary sales savings service shareholder sincerely statement stock supplier tax
team thanks thank transfer trust update urgent week weekly yours hello morning afternoon evening
compte contrat client facture crédit banque assurance société virement dossier conseiller réunion
rendez-vous monsieur madame bonjour merci cordialement salutations objet directeur directrice
conto cliente contratto fattura bonifico banca assicurazione società gentile cordiali saluti oggetto
signore signora grazie buongiorno direttore riunione pratica mutuo
cuenta cliente contrato factura banco seguro empresa señor señora gracias saludos asunto director
reunión hipoteca transferencia estimado estimada
rekening klant overeenkomst factuur bank verzekering bedrijf meneer mevrouw bedankt groeten
onderwerp directeur vergadering hypotheek overboeking geachte beste vriendelijke
konto klient umowa faktura bank ubezpieczenie firma pan pani dziękuję pozdrawiam temat dyrektor
spotkanie kredyt przelew szanowny szanowna państwo dzień dobry
konto kunde kundin vertrag rechnung bank versicherung firma herr frau danke grüße gruß betreff
termin besprechung darlehen hypothek überweisung kreditvertrag berater beraterin mandat depot
""".split())  # fmt: skip
