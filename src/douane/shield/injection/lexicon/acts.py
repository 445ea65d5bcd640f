"""What an order to a model tells it to do; a line a language: en, de, fr, it, es, nl, pl.

``word*`` stands for every word that begins so, ``two_words`` for words that follow each other.
Accents are left out, as in the folded text.
"""

from typing import Final

ACTS: Final = {
    "override": """
        ignor* disregard* overrid* overrul* bypass* circumvent* neglect* forget* forgot* discard*
        contraven* violat* disobey* defy defies abandon* suspend* nullif* supersed* overwrit*
        deviat* sidestep* unlearn* cancel* revok* break breaking drop skip erase waive dismiss*
        go_against depart_from reconfigur* outside_your beyond_your unshackle* set_aside put_aside
        throw_away pay_no pays_no do_not_follow don_t_follow not_follow
        stop_following no_longer_follow leave_aside no_longer_applies no_longer_apply
        ausser_kraft jenseits_deiner ausserhalb_deiner konfiguriere_dein* ignorier* missacht*
        vergiss* vergess* umgeh* uberschreib* verwirf* verwerf* aufheb*
        aushebel* ubergeh* verlass* setze_aus lass_alle lassen_sie_alle brich breche
        halte_dich_nicht
        nicht_befolg* nicht_beachten nicht_mehr_gelten beachte_nicht
        en_dehors au_dela depass* reconfigur* ignore* ignorez oubli* neglig* outrepass* contourn*
        enfrein* transgress* fais_abstraction
        faites_abstraction ne_tiens ne_tenez ne_tenir passe_outre passez_outre abandonn* annul*
        laisse_de laissez_de mets_de ecart* desobe*
        al_di_fuori oltre_i abbandon* supera riconfigur* ignor* trascura* dimentic* scord* aggir*
        scavalc* viol* tralasci* elud* disobbed* sovrascriv*
        accanton* lascia_perdere non_seguire non_considerare metti_da annull*
        fuera_de mas_alla abandon* reconfigur* sortea* ignor* olvid* omit* haz_caso_omiso
        haga_caso_omiso caso_omiso descart* pasa_por desobed*
        salt* elud* incumpl* anul* sobrescrib* no_sigas no_siga evad* prescind* ignora*
        buiten_je verlaat* herconfigur* negeer* vergeet* vergeten omzeil* overschrijf* verwerp*
        sla_over laat_alle laat_de
        doorbreek* overtreed* wijk_af volg_niet houd_je_niet zet_opzij trek_je
        poza_swoi* wbrew* przekonfig* zignoruj* ignoruj* pomin* zapomn* zapomin* obejd* omin*
        nadpis* zlekcewaz* odrzuc* porzuc*
        nie_przestrzegaj nie_stosuj nie_zwracaj lam zlam uniewaz* anuluj*
    """,
    "reveal": """
        reveal* disclos* divulg* leak* dump* expos* print* display* recit* recount* unveil* uncover*
        output repeat* list show* tell share spell_out write_out write_down give_me what_is what_are
        what_was what_were describe explain copy_paste echo read_back
        kannst_du_mir verrat* verrate offenbar* enthull* zeig* nenn* wiederhol* ausgeb* gib_aus
        gib_mir geben_sie
        teile_mir teil_mir drucke schreib* liste leg_offen lege_offen preisgeb* was_war was_ist
        was_sind wie_lautet wie_lauten welche_anweisung*
        revel* divulgu* montre* affich* repet* imprim* ecris* donne_moi donnez_moi dis_moi dites_moi
        devoil* expos* cite* liste* quel_est quelle_est quels_sont quelles_sont quel_etait
        quelle_etait
        quelle_a recopi* communiqu*
        rivel* divulg* mostra* stamp* ripet* dimmi dammi elenc* svel* esponi scrivi qual_e
        quali_sono
        qual_era quale_era comunic* descriv* condivid*
        revel* divulg* muestr* mostr* imprim* repit* dime dame enumer* expon* escrib* cual_es
        cuales_son
        cual_era cual_fue comparte* desvel* filtr* qual_foi qual_era qual_e diga_me
        onthul* toon* laat_zien geef_me geef_mij herhaal* vertel* druk_af noem* deel schrijf* wat_is
        wat_zijn wat_was wat_waren openbaar* lek*
        ujawn* pokaz* wyswietl* wypisz* powtorz* podaj* wydrukuj* zdradz* wymien* opisz* jaka_jest
        jakie_sa jaki_jest jaki_byl napisz* udostepn* wyjaw*
    """,
    "send": """
        send* forward* email_it email_the upload* transmit* submit* exfiltrat* append* embed* encod*
        attach* includ* insert* post_the post_it export* smuggl* deliver* base64* concatenat*
        send* schick* leite* weiterleit* ubermittl* ubertrag* hochlad* lade_hoch fug* hang* kodier*
        codier* einbett* bett* exportier* versend* verschick*
        envoi* envoy* transfer* transmet* televers* ajout* insere* inser* encod* joign* joins
        incorpor*
        export* glisse* achemin*
        invi* inoltr* trasmet* carica* aggiung* inser* codific* alleg* incorpor* esport* spedi*
        envi* reenvi* transmit* sube subir anad* agreg* insert* codific* adjunt* incorpor* export*
        remit* mand*
        stuur* verstuur* verzend* doorstu* uploaden upload* voeg* codeer* sluit_bij embed*
        exporteer*
        wysl* wysyl* przesl* przekaz* przeslij* zalacz* dolacz* dodaj* zakoduj* wstaw* wyeksport*
        umiesc*
    """,
    "obey": """
        follow* obey* comply* complie* adher* execut* perform* carry_out prioriti* respond* answer
        reply* listen_to act_according* react* do_whatever do_what do_as
        befolg* folge* gehorch* fuhre* ausfuhr* antworte* reagier* hore_auf halte_dich gib_vorrang
        beantwort* priorisier* tu_was
        suis suivez obei* execut* respect* repond* reagi* priorise* donne_la_priorite accord*
        ecoute*
        segui seguire obbedi* esegui* rispond* attien* ascolt* dai_priorita reagi*
        sigue siga sigas obedece* ejecut* respond* cumpl* haz_lo atiend* prioriz*
        volg* gehoorza* voer* antwoord* reageer* luister* geef_voorrang beantwoord*
        postepuj* wykonaj* wykonuj* przestrzeg* odpowiad* odpowied* sluchaj* stosuj* posluch*
        reaguj*
    """,
    "task": """
        write* translate* summari* generat* creat* compos* draft* make_a recommend* rewrit* convert*
        explain* compute* calculat* approve* rate classif* mark_as produce* start_with begin_with
        end_with
        say* state print* output*
        schreib* ubersetz* erstell* generier* empfiehl* empfehl* genehmig* bewert* fasse berechn*
        sag*
        ecris* tradui* redig* gener* cree* recommand* approuv* resum* calcul* dis
        scriv* tradu* redig* gener* crea* raccomand* approv* riassum* calcol*
        escrib* traduc* redact* gener* crea* recomiend* aprueb* resum* calcul*
        schrijf* vertaal* genereer* maak* beveel* keur* vat_samen bereken* zeg*
        napisz* przetlumacz* wygeneruj* stworz* utworz* polec* zatwierdz* oblicz* powiedz*
    """,
    "conceal": """
        secretly silently quietly covertly discreetly unnoticed without_mention* without_tell*
        without_inform* without_notif* without_reveal* without_disclos* do_not_tell don_t_tell
        do_not_mention don_t_mention never_mention never_tell do_not_inform don_t_inform
        do_not_disclose do_not_reveal never_reveal do_not_show do_not_include do_not_say
        keep_this_secret keep_it_secret no_explanation without_explanation hide_this
        not_visible invisible* conceal* do_not_alert do_not_notify must_not_know
        heimlich* unauffallig* ohne_es ohne_dies ohne_das erwahne_nicht erwahne_dies nicht_erwahnen
        nicht_sagen sage_niemand* sag_niemand* verschweig* stillschweig* ohne_hinweis verheimlich*
        secretement discretement sans_mention* sans_mention* sans_dire sans_prevenir sans_informer
        ne_dis ne_dites ne_mentionne* n_en_parle ne_revele* cache* n_informe* ne_signale*
        segretamente silenziosamente senza_dire senza_menzion* senza_avvis* senza_informare non_dire
        non_menzion* non_rivel* nascond* non_inform* di_nascosto
        secretamente discretamente sin_decir* sin_mencion* sin_avisar* sin_informar* no_digas
        no_diga
        no_mencion* no_revel* oculta* no_inform* a_escondidas
        stiekem heimelijk onopgemerkt zonder_te zonder_dit vermeld_niet vermeld_dit noem_dit
        zeg_niet
        zeg_niets verberg* verzwijg* vertel_niet*
        potajemnie dyskretnie w_tajemnicy bez_informowania bez_wspominania nie_mow nie_wspominaj
        nie_ujawniaj nie_informuj ukryj* zataj* skrycie
    """,
    "act": """
        act_as pretend* roleplay* role_play* you_are_now you_re_now you_will_be imagin* simulat*
        persona
        play_the_role play_the behave* assume_the_role impersonat* from_now_on as_of_now
        you_will_act act_like acting_as become* switch_to enable* activate* take_on
        tu_so stell_dir stelle_dir spiele_die spiel_die du_bist_jetzt du_bist_nun ab_jetzt ab_sofort
        von_nun_an von_jetzt_an agiere verhalte_dich handle_als simulier* gib_vor benimm
        agis_comme fais_comme pretend* tu_es_maintenant vous_etes_maintenant desormais
        partir_de_maintenant joue_le imagin* comporte_toi simule*
        agisci_come fai_finta sei_ora ora_sei d_ora_in da_ora fingi* immagin* comportati interpreta
        simul*
        actua_como actue_como finge* ahora_eres eres_ahora a_partir_de de_ahora_en desde_ahora
        imagin*
        comportate simul* haz_de
        doe_alsof gedraag* je_bent_nu jij_bent_nu vanaf_nu speel_de stel_je simuleer*
        udawaj* zachowuj* jestes_teraz teraz_jestes od_teraz od_tej wciel* symuluj* wyobraz*
    """,
    "run": """
        execut* run invoke* call_the delet* drop_table wget curl eval exec* shell* bash sudo
        powershell whoami python* javascript* sql fetch_url http_request api_call send_email
        delete_file rm_rf
        fuhre* aufruf* losch* rufe appel* supprim* lance* chiama* cancell* ejecut* llama* borra*
        elimin* voer* roep* verwijder* uruchom* wywolaj* usun* esegui*
    """,
}
