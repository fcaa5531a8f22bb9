"""The example settings that `govprism init` writes."""

TOML = """\
# govprism settings. Every key is optional; what stands here is the default.
home = "govprism-data"        # store, archive and digests; GOVPRISM_HOME and --home win over it
zone = "Asia/Shanghai"        # where a week begins and jobs are timed
workers = 2                   # processes that read pages
languages = ["en", "zh"]      # editions
base_url = ""                 # where you publish the digests; links in feeds and mail start with it
# catalogue = "catalogue"     # your own catalogue instead of the one that ships
# extra_sources = "sources"   # a folder of further source files

[crawl]
contact = "https://govprism.example/contact"  # put your own: publishers must be able to reach you
delay_s = 1.0                 # between two requests to one host; robots.txt may ask for more
sources = []                  # ids; empty means all
honour_opt_out = true         # leave out what its publisher reserves against text mining
effort = "full"               # "fast" reads a page with one extractor instead of several: half the time

[models]                      # hub models beside the embedded taggers: names of `govprism models list`
folder = "~/.cache/govprism/models"
runtime = "onnx"              # or "torch" (extra)
themes = ""
stance = ""
names = ""

[mail]                        # without a host nothing is posted
host = ""
port = 587
user = ""
password_env = "GOVPRISM_SMTP_PASSWORD"
sender = ""
starttls = true
ca_file = ""                  # a certificate of your own authority, if the server has one
unsubscribe_base = ""         # address that ends a subscription; the reader's token is put behind it
"""
