"""English words too common to tell anything: neither searched for nor counted as support for an answer."""

_WORDS = """
a about after all also an and any are as at be been before but by can could did do does each for from had
has have he her here him his how i if in into is it its just let may me more most much must my no not now
of off on one only or other our out over own shall she should so some such than that the their them then
there these they this those to too up us very was we were what when where which while who whom whose why
will with would you your
"""
STOP_WORDS = frozenset(_WORDS.split())
