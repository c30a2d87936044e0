"""Common names and words that are not said as they are written: what the rules of `phonetics` would get wrong.

The same alphabet of sounds. Where speakers differ, the way that is nearer to the others is written.
"""

from __future__ import annotations

from typing import Final

_NAMES: Final = """
    aaron ar@n; abigail abigAl; above @buv; ache Ak; actually akS@lE; adrian AdrE@n; ahmed amed; aidan Ad@n;
    alec alik; alejandro alehandrO; alex aliks; alexander aligzand@; alexandra aligzandr@; alexis @leksis;
    alice alis; alicia @lES@; alison alis@n; allison alis@n; although QlTO; amelia @mElE@; amy AmE; andrew andrU;
    andrews andrUz; angel AnJ@l; angela anJ@l@; angelina anJ@lEn@; anger aNg@; angle aNg@l; angus aNg@s;
    anita @nEt@; another @nuT@; answer Qns@; anthony ant@nE; antony ant@nE; any enE; anyone enEwun; aoife Ef@;
    are Q; area e@rE@; bear be@; beatrice bE@tris; beauchamp bEC@m; been bEn; begin b@gin; being bEiN;
    bernadette b@n@det; bernard b@n@d; bethany beT@nE; beverley bev@lE; beverly bev@lE; blair ble@; blood blud;
    bowen bO@n; boyle bYl; bradford bradf@d; bread bred; break brAk; breath breT; brian brI@n; bridges briJiz;
    britney britnE; brittany britnE; brother bruT@; bryan brI@n; bryant brI@nt; buchanan byUkan@n; build bild;
    building bildiN; bull bul; burns b@nz; business bizn@s; busy bizE; buy bI; byrne b@n; byrnes b@nz; caleb kAl@b;
    callum kal@m; calm kQm; cameron kam@r@n; campbell kamb@l; canoe k@nU; carole kar@l; caroline kar@lIn;
    carolyn kar@lin; castillo kastEO; catherine kaTrin; chalk CQk; chamberlain CAmb@lin; character karikt@;
    chavez Savez; chemist kemist; chen Cen; chloe klOE; cholmondeley CumlE; christian krisC@n; christina kristEn@;
    christine kristEn; christmas krism@s; christopher krist@f@; claire kle@; clare kle@; clarice klarEs;
    clough kluf; cohen kO@n; coleman kOlm@n; color kul@; colour kul@; come kum; cough kof; could kud;
    country kuntrE; cover kuv@; cristian krisC@n; damian dAmE@n; damien dAmE@n; daniel dany@l; danielle danyel;
    daniels dany@lz; david dAvid; davies dAvis; davis dAvis; dead ded; death deT; denise d@nEs; derek derik;
    diana dIan@; diane dIan; dianne dIan; diary dI@rE; diaz dE@z; diego dEAgO; do dU; does duz; dominic domin@k;
    dominique dom@nEk; done dun; door dQ; dorothy dor@TE; double dub@l; douglas dugl@s; doyle dYl; durham dur@m;
    echo ekO; eduardo edwQdO; edwards edw@dz; eileen IlEn; elaine @lAn; elias @lI@s; elijah @lIJ@;
    elizabeth @liz@b@T; emily em@lE; england iNgl@nd; english iNgliS; enough @nuf; eoin O@n; ethan ET@n;
    evelyn ev@lin; everyone evrEwun; eye I; eyes Iz; faulkner fQkn@; feather feT@; featherstone feT@stOn;
    felicia f@liS@; fergus f@g@s; finger fiNg@; flood flud; floor flQ; flores flQrez; folk fOk; forget f@get;
    frances fransis; francesca franCesk@; frederick fred@rik; friend frend; friends frendz; front frunt; fruit frUt;
    full ful; gabriel gAbrE@l; gabriella gabrE@l@; gabrielle gabrE@l; gallagher gal@g@; galloway gal@wA;
    garcia gQsE@; gear gE@; georgia JQJ@; georgina JQJEn@; geraint gerInt; geraldine Jer@ldEn; gerard JerQd;
    get get; giant JI@nt; girl g@l; give giv; given giv@n; gloucester glost@; goes gOz; gone gon; gonzales gonzQlez;
    gonzalez gonzQlez; gould gUld; graeme grA@m; graham grA@m; great grAt; gregory greg@rE; grey grA;
    guadalupe gwQd@lUpA; guard gQd; guess ges; guest gest; guide gId; guillermo gEyermO; gutierrez gUtEerez; guy gI;
    gwyneth gwin@T; half hQf; hamish hAmiS; harold har@ld; have hav; head hed; health helT; heart hQt; heather heT@;
    heavy hevE; heidi hIdE; hermione h@mI@nE; hey hA; hilary hil@rE; hillary hil@rE; hodges hoJiz; holloway hol@wA;
    holmes hOmz; honey hunE; horace hor@s; hour W@; hours W@z; houston hyUst@n; howard hW@d; howarth hW@T; howe hW;
    howell hW@l; howells hW@lz; huang hwaN; hughes hyUz; hugo hyUgO; hunger huNg@; hurry hurE; idea IdE@;
    ignacio ignaTEO; iqbal ikbal; irene IrEn; iron I@n; isaac Iz@k; isabel iz@bel; isabella iz@bel@; isaiah IzI@;
    island Il@nd; isobel iz@bel; ivan Iv@n; jacob JAk@b; jacqueline Jak@lin; janet Janit; janice Janis;
    jasmine Jazmin; javier havEA; jeremiah Jer@mI@; jeremy Jer@mE; jerome J@rOm; jesse JesE; jesus hAsUs;
    jimenez himenez; joanne JOan; joaquin wQkEn; jorge hQhA; jose hOsA; joseph JOs@f; josephine JOs@fEn;
    joshua JoSU@; juan hwQn; juarez hwQrez; juice JUs; katherine kaTrin; katrina k@trEn@; keogh kEO; kerr k@;
    key kE; khadija k@dEJ@; khan kQn; kimberley kimb@lE; kimberly kimb@lE; klein klIn; knowles nOlz; koch kok;
    kristina kristEn@; laugh lQf; lawrence lor@ns; leah lE@; leanne lEan; leather leT@; leicester lest@; leila lEl@;
    leon lEon; leonard len@d; leopold lE@pOld; lesley lezlE; leslie lezlE; letitia l@tiS@; lewis lUis;
    lincoln liNk@n; lindsay linzE; lindsey linzE; lion lI@n; live liv; living liviN; lorry lorE; lose lUz;
    louis lUis; louise lUEz; love luv; luis lUis; lyndsey linzE; lyons lI@nz; macdonald makdon@ld; machine m@SEn;
    madeleine mad@lin; madeline mad@lin; maguire magwI@; malcolm malk@m; manuel manwel; many menE; marcia mQS@;
    margaret mQgr@t; maria m@rE@; marian marE@n; marion marE@n; marshall mQS@l; martina mQtEn@; mary me@rE;
    matthew maTyU; matthews maTyUz; maurice moris; mccullough makul@; mcdonald makdon@ld; mcguire magwI@;
    mclaughlin m@klQflin; mcleod maklWd; mcmahon makmQn; melanie mel@nE; melissa m@lis@; metcalfe metkQf; mia mE@;
    miah mE@; michael mIk@l; michaels mIk@lz; michele m@Sel; michelle m@Sel; miguel mEgel; minute minit;
    mohamed mOhamed; mohammad mOhamed; mohammed mOhamed; monday mundA; money munE; monica monik@; monique m@nEk;
    month munT; moore mQ; morales m@rQlez; moses mOziz; mother muT@; move mUv; muhammad mOhamed; munoz mUnyOz;
    myers mI@z; naomi nAOmE; natalie nat@lE; natasha n@taS@; nathan nAT@n; nathaniel n@Tany@l; nguyen wEn;
    niamh nEv; nicholas nik@l@s; nichols nik@lz; nicholson nik@ls@n; nicola nik@l@; nicolas nik@l@s; nicole nikOl;
    nigel nIJ@l; noah nO@; noble nOb@l; none nun; nothing nuTiN; obey ObA; ocean OS@n; of ov; oliver oliv@;
    olivia @livE@; once wuns; one wun; orchid Qkid; oscar osk@; other uT@; our W@; owen O@n; owens O@nz;
    palmer pQm@; pamela pam@l@; patel p@tel; patient pAS@nt; patrice patrEs; patricia p@triS@; patrick patrik;
    pauline pQlEn; pear pe@; penelope p@nel@pE; people pEp@l; perez perez; peter pEt@; peterson pEt@s@n;
    phoebe fEbE; police p@lEs; poor pQ; powell pW@l; pretty pritE; prove prUv; pugh pyU; pull pul; push puS;
    put put; quality kwolitE; quiet kwI@t; rachael rAC@l; rachel rAC@l; ramirez r@mErez; ramos rQmOs; read rEd;
    ready redE; real rEl; really rElE; rebecca r@bek@; reilly rIlE; reynolds ren@ldz; rhiannon rE@n@n; rhys rEs;
    richardson riC@ds@n; riley rIlE; rochelle r@Sel; rodgers roJ@z; rodriguez rodrEgez; rogers roJ@z;
    rosemary rOzm@rE; rough ruf; ruiz rUEz; ryan rI@n; sabrina s@brEn@; said sed; samantha s@manT@; samuel samyU@l;
    sara se@r@; sarah se@r@; says sez; schneider SnId@; schofield skOfEld; school skUl; science sI@ns; seeing sEiN;
    shah SQ; shepard Sep@d; shepherd Sep@d; sheppard Sep@d; shoe SU; shoes SUz; should Sud; sian SQn; simone s@mOn;
    sinead SinAd; single siNg@l; siobhan S@vQn; social sOS@l; some sum; someone sumwun; son sun; sonia sony@;
    sonya sony@; sorry sorE; special speS@l; steak stAk; stephanie stef@nE; stephen stEv@n; stephens stEv@nz;
    stephenson stEv@ns@n; steven stEv@n; stevens stEv@nz; stevenson stEv@ns@n; stewart styU@t; stomach stum@k;
    stuart styU@t; suarez swQrez; sugar Sug@; suit sUt; sunil sUnEl; sure SQ; talk tQk; tanya tany@; tear te@;
    terence ter@ns; teresa t@rEz@; their Te@; theo TEO; theodore TE@dQ; there Te@; theresa t@rEz@; they TA;
    though TO; through TrU; tiffany tif@nE; tiger tIg@; timothy tim@TE; to tU; tobias t@bI@s; toes tOz;
    together t@geT@; tonya tony@; touch tuC; tough tuf; trial trI@l; trouble trub@l; two tU; tyrone tIrOn;
    urquhart @k@t; usually yUJ@lE; valencia v@lenSE@; valerie val@rE; vanessa v@nes@; vasquez vaskez; vaughan vQn;
    vehicle vE@k@l; veronica v@ronik@; vincent vins@nt; walk wQk; wallace wolis; wang waN; want wont; war wQ;
    ward wQd; warm wQm; was woz; wash woS; watch woC; water wQt@; wealth welT; wear we@; weather weT@; wei wA;
    weiss wIs; were w@; wesley wezlE; what wot; where we@; whitehead wIthed; whitehouse wIthWs; whitfield witfEld;
    who hU; whose hUz; wolf wulf; woman wum@n; women wimin; won wun; worcester wust@; word w@d; work w@k;
    world w@ld; worm w@m; worry wurE; worth w@T; would wud; wyatt wI@t; young yuN; yvette @vet; yvonne @von;
    zachary zak@rE; zhang zaN; zhou JO; zoe zOE
"""

SAID: Final[dict[str, str]] = dict(entry.split() for entry in _NAMES.split(";"))
"""Names in lower case letters, and their sounds."""
