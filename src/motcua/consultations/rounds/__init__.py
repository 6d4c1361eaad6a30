"""What holds a consultation together over time: closing, reopening, asking again, silence undone.

* :mod:`words` says which word of each body stands, over all rounds, and what it
  weighs; a silence that a rule gives a meaning is told apart from an answer for
  ever, and weighs what the rule says;
* :mod:`favourable` judges whether the opinions are favourable, with the sentence
  that names who is missing and who stands against it;
* :mod:`binding` keeps a case from being decided against a binding opinion, or
  against an advisory one without a reason, and gives the reasons to letters;
* :mod:`closing` closes a round before everything is in, and opens it again;
* :mod:`changes` says what has changed since a body was asked, and :mod:`again`
  asks it again, lets it confirm, and takes the asking back;
* :mod:`reopening` asks one body that has answered for its answer anew;
* :mod:`reversing` undoes a recorded silence by a reasoned act;
* :mod:`looking` is the one line that sends the asker to look at the answers;
* :mod:`following` lets the bodies' time stand still with the clock of the case.

When it is enough stands in :mod:`motcua.consultations.count`; letting one
body's time stand still, in :mod:`motcua.consultations.pausing`.  What must not
come here: what goes on inside a body, and how something is sent at first.
"""
