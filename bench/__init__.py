"""How fast Motcua is, beside what the machine can do: ``python -m bench``.

Every table comes from one run.  A rate stands beside a **raw** rate measured
in the same minute on the same disk, because the absolute numbers drift with
the machine and whoever else uses it; what is written, in objects and bytes,
does not depend on the machine at all.

* :mod:`writing` files, steps and answers cases (goals P1 to P4);
* :mod:`crowd` lets many write at once (P5, P6);
* :mod:`lists`, :mod:`searching`: what a list and a search cost (P7, P11);
* :mod:`web`: pages through waitress, with 1,000 and 100,000 cases (P8 to P10);
* :mod:`starting`: how long it takes to start, and how much memory (P15);
* :mod:`keeping`: what a closed case takes on the disk (P16);
* :mod:`alarms`: ten thousand deadlines in one minute (P17);
* :mod:`migrations`: running cases brought over to another version, and clerks meanwhile.

:mod:`province` opens a database with the sample province, :mod:`journey` walks
a case through a shipped procedure, :mod:`filling` makes many cases quickly and
says how.  What is measured, and what it means, is told in
``docs/developing/performance.md``.
"""
