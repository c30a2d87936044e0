"""Common names that are not said as they are written: what the rules of `phonetics` would get wrong.

The same alphabet of sounds. Where speakers differ, the way that is nearer to the others is written.
"""

from __future__ import annotations

from typing import Final

_NAMES: Final = """
    aaron ar@n; ahmed amed; aidan Ad@n; alexander aligzand@; alexandra aligzandr@; alexis @leksis; alejandro alehandrO;
    alice alis; allison alis@n; alison alis@n; amelia @mElE@; amy AmE; andrew andrU; andrews andrUz; angel AnJ@l;
    angus aNg@s; anita @nEt@; anthony ant@nE; aoife Ef@; beatrice bE@tris; beauchamp bEC@m; bernadette b@n@det;
    bowen bO@n; boyle bYl; bradford bradf@d; brian brI@n; bryan brI@n; bryant brI@nt; caleb kAl@b; callum kal@m;
    cameron kam@r@n; campbell kamb@l; castillo kastEO; catherine kaTrin; chamberlain CAmb@lin; chloe klOE;
    cholmondeley CumlE; chavez Savez; christian krisC@n; christine kristEn; clarice klarEs; clough kluf; coleman kOlm@n;
    daniel dany@l; daniels dany@lz; danielle danyel; david dAvid; davies dAvis; davis dAvis; denise d@nEs; derek derik;
    diana dIan@; diane dIan; dianne dIan; diaz dE@z; diego dEAgO; doyle dYl; edwards edw@dz; eileen IlEn;
    elias @lI@s; elijah @lIJ@; elizabeth @liz@b@T; eoin O@n; ethan ET@n; evelyn ev@lin; faulkner fQkn@; featherstone
    feT@stOn; felicia f@liS@; fergus f@g@s; flores flQrez; frances fransis; gallagher gal@h@; geraint gerInt;
    geraldine Jer@ldEn; gloucester glost@; gonzales gonzQlez; gonzalez gonzQlez; gould gUld; graham grA@m;
    graeme grA@m; guadalupe gwQd@lUpA; guillermo gEyermO; gutierrez gUtEerez; gwyneth gwin@T; hamish hAmiS;
    harold har@ld; heather heT@; hermione h@mI@nE; holmes hOmz; horace hor@s; howard hW@d; howell hW@l; howells hW@lz;
    huang hwaN; hughes hyUz; hugo hyUgO; ignacio ignaTEO; iqbal ikbal; irene IrEn; isaac Iz@k; isabel iz@bel;
    isaiah IzI@; isobel iz@bel; jacob JAk@b; jacqueline Jak@lin; janet Janit; janice Janis; javier havEA; jeremiah
    Jer@mI@; jeremy Jer@mE; jesse JesE; jesus hAsUs; jimenez himenez; joanne JOan; joaquin wQkEn; jorge hQhA; jose hOsA;
    joseph JOs@f; josephine JOs@fEn; joshua JoSU@; juan hwQn; katherine kaTrin; keogh kEO; khadija k@dEJ@; khan kQn;
    klein klIn; knowles nOlz; lawrence lor@ns; leanne lEan; leicester lest@; leila lEl@; leon lEon; letitia l@tiS@;
    lewis lUis; lincoln liNk@n; louis lUis; louise lUEz; luis lUis; lyons lI@nz; macdonald makdon@ld;
    maguire magwI@; malcolm malk@m; marcia mQS@; margaret mQgr@t; maria m@rE@; marshall mQS@l; matthew maTyU;
    matthews maTyUz; maurice moris; mccullough makul@; mcdonald makdon@ld; mcguire magwI@; mcleod maklWd;
    michael mIk@l; michaels mIk@lz; miguel mEgel; mohamed mOhamed; mohammad mOhamed; mohammed mOhamed; morales m@rQlez;
    muhammad mOhamed; moore mQ; myers mI@z; naomi nAOmE; nathan nAT@n; nguyen wEn; niamh nEv; nicholas nik@l@s;
    nichols nik@lz; nicholson nik@ls@n; nigel nIJ@l; noah nO@; noble nOb@l; oscar osk@; owen O@n; owens O@nz;
    palmer pQm@; pamela pam@l@; patel p@tel; patrice patrEs; patricia p@triS@; pauline pQlEn; penelope p@nel@pE;
    perez perez; peter pEt@; peterson pEt@s@n; phoebe fEbE; powell pW@l; pugh pyU; rachael rAC@l; rachel rAC@l;
    ramirez r@mErez; ramos rQmOs; reilly rIlE; reynolds ren@ldz; rhiannon rE@n@n; rhys rEs; richardson riC@ds@n;
    riley rIlE; rodriguez rodrEgez; rosemary rOzm@rE; ruiz rUEz; ryan rI@n; samuel samyU@l; schneider SnId@;
    schofield skOfEld; shah SQ; shepherd Sep@d; sheppard Sep@d; shepard Sep@d; sian SQn; sinead SinAd; siobhan S@vQn;
    stephens stEv@nz; stephenson stEv@ns@n; stephen stEv@n; steven stEv@n; stevens stEv@nz; stevenson stEv@ns@n;
    stewart styU@t; stuart styU@t; sunil sUnEl; teresa t@rEz@; terence ter@ns; theresa t@rEz@; tobias t@bI@s;
    urquhart @k@t; vasquez vaskez; vaughan vQn; vanessa v@nes@; wallace wolis; wang waN; ward wQd; wei wA; weiss wIs;
    whitehead wIthed; whitehouse wIthWs; whitfield witfEld; worcester wust@; wyatt wI@t; yvette @vet; young yuN;
    yvonne @von; zachary zak@rE; zhang zaN; zoe zOE
"""

SAID: Final[dict[str, str]] = dict(entry.split() for entry in _NAMES.split(";"))
"""Names in lower case letters, and their sounds."""
