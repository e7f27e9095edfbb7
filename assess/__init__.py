"""Self-assessment of contact centres: what is claimed, what is proven, what the figures say, what to do next.

Folders are the layers, and a package imports only from those below it:

    __main__
    ui | cli                     screens and commands
    services                     one function an act; opens the unit of work
    workspace                    what every service is handed
    catalogue | scoring | storage | exchange | reports
    presentation                 values in, words and pictures out
    model                        frozen values, no I/O
    child                        limited, killable subprocesses
    settings
    errors | i18n

Frameworks are data (`frameworks/`), and so is the look of the report (`report_templates/`).
"""

__version__ = "0.2.0"
