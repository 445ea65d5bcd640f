"""What an order to a model is about and to whom it is said; written as in ``acts``."""

from typing import Final

THINGS: Final = {
    "instruction": """
        instruction* directive* command* order orders guideline* rule rules prompt* protocol*
        programming
        training task tasks mandate* principle* standards procedures messages conversation* context
        parameters commands directions guidance input
        anweisung* basisanweisung* hauptanweisung* grundanweisung* kernanweisung* grundbefehl*
        hauptbefehl*
        instruktion* befehl* auftrag* auftrage* vorgabe* richtlinie* regel* weisung* aufgabe*
        protokoll* direktive* vorschrift* programmierung eingabe* grundsatz* standard* anleitung*
        consigne* directive* ordre* regle* commande* protocole* parametre* programmation principe*
        lignes_directrices tache* indications
        istruzion* direttiv* ordin* comand* regol* linee_guida protocoll* parametr* programmazione
        compit* indicazion* principi
        instruccion* directiv* orden* regla* comando* pauta* protocolo* parametro* programacion
        tarea*
        indicacion* norma* instruco* instruc* diretriz*
        instructie* basisinstructie* hoofdinstructie* hoofdcommando* opdracht* bevel* richtlijn*
        regel* protocol* voorschrift* programmering taak taken
        aanwijzing*
        instrukcj* polece* rozkaz* wytyczn* regul* zasad* protokol* dyrektyw* zadan* wskazow*
        programowan*
    """,
    "limit": """
        restriction* filter* limit* safety safeguard* guardrail* ethic* polic* censor* boundar*
        constraint*
        moral* moderation unfiltered uncensored unrestricted unlimited protections content_policy
        disclaimers rail* no_rules no_limits anything_now
        einschrankung* beschrankung* sicherheit* ethik* ethisch* zensur* grenze* schranke* hemmung*
        restriction* limite* securite ethique* censure* barriere* garde_fous garde_fou contrainte*
        restrizion* limit* sicurezza etic* censur* barrier* vincol*
        restriccion* limit* seguridad etic* censur* barrer* salvaguard*
        beperking* grens grenzen veiligheid* ethi* censuur restrictie*
        ogranicze* granic* bezpieczenstw* etyczn* cenzur* filtr*
    """,
    "prior": """
        previous* prior above earlier preceding before foregoing initial* original* all existing
        so_far
        everything past default* standard usual first beginning preset established precedent*
        you_were_given
        vorherig* bisherig* fruher* obig* ursprunglich* vorangegangen* alle alles zuvor bisher
        vorige*
        anfanglich* ubliche* standard* davor vorhin erste*
        precedent* anterieur* ci_dessus plus_haut avant initial* origin* tout toute toutes tous
        depart
        habituel* prealable*
        precedent* anterior* sopra prima inizial* original* tutto tutte tutti iniziale predefinit*
        abitual*
        anterior* previ* arriba inicial* original* todo toda todas todos antes predeterminad*
        habitual*
        vorige eerdere bovenstaande voorgaande oorspronkelijk* alle alles eerder hierboven
        standaard*
        gebruikelijk* initiele
        poprzedn* wczesniejsz* powyzsz* dotychczas* pierwotn* wszystk* poczatkow* oryginaln*
        domysln*
        standardow*
    """,
    "prompt": """
        prompt* system_prompt system_message system_instruction* initial_instruction* configuration*
        hidden_instruction* settings source_code training_data your_instructions your_guidelines
        your_rules your_programming your_configuration system_config* core_directive* internal_rules
        systemprompt* system_prompt* systemanweisung* systemnachricht* konfiguration* ausgangsprompt
        grundanweisung* invite consigne* prompt_systeme instructions_systeme prompt_di_sistema
        istruzioni_di_sistema configurazion* prompt_del_sistema instrucciones_del_sistema
        configuracion*
        systeemprompt* systeeminstructie* configuratie* promptu prompcie prompty monit systemow*
        konfiguracj* embedding* weights
    """,
    "secret": """
        secret* password* confidential hidden credential* api_key api_keys token* private internal*
        key keys
        sensitive undisclosed proprietary access_code*
        geheim* passwort* kennwort* vertraulich* verborgen* zugangsdaten schlussel intern*
        secret* mot_de_passe mots_de_passe confidentiel* cache caches cle identifiants interne*
        segret* riservat* nascost* credenzial* chiave intern*
        secret* contrasena* confidencial* ocult* credencial* clave* intern*
        geheim* wachtwoord* vertrouwelijk* verborgen inloggegevens sleutel intern*
        tajn* sekret* haslo hasla hasel poufn* ukryt* wewnetrzn* klucz*
    """,
    "you": """
        you your yours yourself u du dich dir dein* deine* euch euer ihr ihre* sie ihnen tu te toi
        ton ta tes
        vous votre vos ti tuo tua tuoi tue lei vostr* tus usted ustedes su sus le je jij jouw jullie
        uw ty
        ciebie tobie twoj* twoi* tobie pan pani pana
    """,
    "machine": """
        ai assistant* chatbot* bot language_model llm gpt* chatgpt claude copilot einstein
        agentforce gemini
        artificial_intelligence neural* model the_model agent agents system
        ki assistent* sprachmodell* kunstlich* modell ia assistant* modele_de
        intelligence_artificielle
        assistente* modello_linguistico intelligenza_artificiale asistente* modelo_de
        inteligencia_artificial
        taalmodel* kunstmatig* sztuczn* asystent* model_jezykowy modelu
    """,
    "channel": """
        url* link* image* http https webhook* endpoint* server* markdown pixel* domain* website*
        query_string
        query_parameter* email_address attacker* evil* img href src www html parameter
        bild* adresse* bild_url lien* image* adresse* serveur* collegament* immagin* indirizz*
        enlace*
        imagen* direccion* servidor* afbeelding* koppeling* adres* obraz* odnosnik* adres* serwer*
    """,
    "reader": """
        user users customer* reader* human* the_client operator* anyone anybody nobody
        nutzer* benutzer* anwender* kunde* leser* niemand* mensch
        utilisateur* client* lecteur* personne utente utenti cliente* lettore nessuno
        usuario* cliente* lector* nadie gebruiker* klant* lezer* niemand
        uzytkownik* klient* nikomu nikt czytelnik*
    """,
    "answer": """
        response* answer* reply* output* summary completion* reply_with respond_with
        antwort* ausgabe* zusammenfassung* reponse* sortie resume rispost* riassunto output
        respuesta*
        salida resumen antwoord* uitvoer samenvatting* odpowied* podsumowan* wynik
    """,
    "data": """
        data records contact* conversation* history accounts emails e_mails database*
        account_number*
        iban* balances transactions credit_card* phone* addresses positions portfolio* files
        documents
        daten datensatz* kontakte* verlauf konten kontonummer* datenbank* kontostand* bestande
        donnees contacts historique comptes base_de_donnees numeros
        dati contatti cronologia conti numeri_di
        datos contactos historial cuentas base_de_datos
        gegevens contacten geschiedenis rekening* dane danych kontakt* historia konta rachunk* baze
    """,
    "tool": """
        tool* function* api plugin* script* code terminal database skill* werkzeug* funktion* skript
        outil* fonction* strument* funzion* herramient* funcion* hulpmiddel* functie* narzedzi*
        funkcj*
    """,
}
