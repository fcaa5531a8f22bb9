"""spaCy's door to our stages: its entry point `govprism_stage` loads this file, which registers the factory."""

from nlp.models import factory

make_stage = factory()
