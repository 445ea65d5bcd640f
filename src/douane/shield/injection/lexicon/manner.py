"""How an order to a model is said: how much, how urgently, on whose authority; as in ``acts``."""

from typing import Final

MANNER: Final = {
    "only": """
        only just solely exclusively nothing_else nothing_but verbatim exactly word_for_word instead
        in_full entirely literally
        nur ausschlieslich* ausschliess* nichts_anderes stattdessen wortlich* wortwortlich* exakt
        seulement uniquement exclusivement rien_d_autre mot_pour_mot exactement a_la_place plutot
        solo soltanto esclusivamente nient_altro parola_per invece esattamente unicamente
        solo solamente unicamente exclusivamente nada_mas palabra_por exactamente en_su_lugar
        alleen uitsluitend enkel niets_anders woord_voor letterlijk exact in_plaats
        tylko wylacznie nic_innego slowo_w doslownie dokladnie zamiast
    """,
    "authority": """
        admin* administrator* developer* root sudo authori* openai anthropic salesforce debug*
        maintenance
        override_code security_team audit* compliance ceo supervisor* clearance emergenc* official*
        test_mode diagnostic* verified permission* officer* government* legal* engineer*
        entwickler* administrator* wartung* autorisier* berechtig* befugt* notfall* prufung*
        developpeur* administrateur* autoris* maintenance urgence audit*
        sviluppator* amministrator* autorizz* manutenzione emergenza
        desarrollador* administrador* autoriz* mantenimiento emergencia
        ontwikkelaar* beheerder* gemachtigd* bevoegd* onderhoud* noodgeval*
        programist* administrator* upowazn* uprawnien* autoryzowan* serwisow* awari*
    """,
    "fresh": """
        new_instruction* new_task* new_rule* new_order* new_directive* new_role new_session now
        updated
        new_prompt new_command* new_context reset* restart* start_over begin_anew next actual_task
        real_task
        neue_anweisung* neue_aufgabe* neuer_auftrag neue_regel* neuen jetzt nun zuruck*
        nouvelle_instruction* nouvelles_instructions nouvelle_tache nouvelle* maintenant
        reinitialis*
        nuova_istruzione nuove_istruzioni nuovo_compito nuov* adesso ora azzer* reimpost*
        nueva_instruccion nuevas_instrucciones nueva_tarea nuev* ahora reinici* restablec*
        nieuwe_instructie* nieuwe_opdracht* nieuwe_taak nieuw* nu herstart*
        nowe_instrukcje nowa_instrukcja nowe_polecenie nowe_zadanie now* teraz zresetuj*
    """,
    "mode": """
        mode jailbreak* dan unrestricted unfiltered uncensored developer_mode god_mode do_anything
        no_restrictions without_restrictions without_limit* without_any free_from evil aim stan dude
        modus ohne_einschrank* ohne_beschrank* uneingeschrankt* sans_restriction* sans_limite*
        sans_filtre*
        modalita senza_restrizion* senza_limit* senza_filtri sin_restriccion* sin_limit* sin_filtro*
        zonder_beperk* onbeperkt* trybie tryb bez_ogranicz* bez_filtr* opposite*
    """,
    "urgent": """
        important urgent* attention must immediately critical* warning mandatory required notice
        priority
        wichtig* dringend* achtung sofort unbedingt zwingend umgehend
        important* urgent* attention immediatement imperativ* obligatoire*
        importante urgente attenzione immediatamente obbligatori* subito
        importante urgente atencion inmediatamente obligatori*
        belangrijk* dringend* attentie onmiddellijk direct verplicht*
        wazne pilne uwaga natychmiast koniecznie obowiazkow*
    """,
    "not": """
        not no never don_t without cannot can_t isn_t nicht kein* nie niemals ohne ne pas jamais
        sans aucun*
        non mai senza nessun* no nunca sin ningun* niet geen nooit zonder nie bez nigdy zaden zadn*
    """,
    "ask": """
        what how why which when where who whose explain was wie warum welche* wann wo wer quoi
        comment
        pourquoi quel* quand ou qui cosa come perche quale* quando dove chi que como por_que cual*
        cuando
        donde quien* wat hoe waarom welke wanneer waar co jak dlaczego jaki* kiedy gdzie kto
    """,
    "polite": """
        please thank* regards dear sincerely hello hi bitte danke* grusse* sehr_geehrt* hallo merci
        cordialement bonjour madame monsieur grazie saluti gentile buongiorno gracias saludos
        estimad*
        hola bedankt groet* geachte beste dziekuj* pozdraw* szanown* prosze dzien_dobry per_favore
        por_favor s_il_vous alstublieft
    """,
    "we": """
        we our us i my me mine wir uns unser* ich mein* mir mich nous notre nos je mon ma mes moi
        noi
        nostr* io mio mia miei nosotros nuestr* yo mi mis wij we ons onze ik mijn mij my nasz* ja
        moj* mnie
    """,
    "quoted": """
        says said means article story example* called titled book lecture course student* learn*
        research*
        paper* mentions question* policy_says training_on artikel* buch kurs beispiel* livre cours
        exemple*
        libro corso esempi* curso ejemplo* boek cursus voorbeeld* ksiazk* kurs przyklad*
    """,
}
