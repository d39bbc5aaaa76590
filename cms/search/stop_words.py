# Words that stand in nearly every text, folded as cms.search.analysis folds them. Outside quotation marks they are not
# looked for.
GERMAN = frozenset(
    """
    aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist da dabei damit
    dann das dass dein deine dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch
    ein eine einem einen einer eines er es etwas euch euer fur gegen gibt hab habe haben hat hatte hatten hier hin
    hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jene kann kein
    keine keinen konnen man manche mein meine mich mir mit muss mussen nach nicht nichts noch nun nur ob oder ohne sehr
    sein seine seinem seinen seiner selbst sich sie sind so solche soll sollen sondern sonst uber um und uns unser
    unsere unserem unseren unserer unter viel vom von vor war waren warum was weil welche wenn wer werde werden wie
    wieder will wir wird wo wollen wurde wurden zu zum zur zwischen
    """.split()  # noqa: SIM905  A paragraph is read more easily than a column of two hundred lines.
)
ENGLISH = frozenset(
    """
    a about after again all also am an and any are as at be because been before being between both but by can could did
    do does doing down during each few for from further had has have having he her here hers him his how i if in into is
    it its just me more most my no nor not now of off on once only or other our ours out over own same she should so
    some such than that the their theirs them then there these they this those through to too under until up very was we
    were what when where which while who whom why will with would you your yours
    """.split()  # noqa: SIM905  As above.
)
STOP_WORDS = {"de": GERMAN, "en": ENGLISH}
