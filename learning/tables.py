"""All tables of all rooms, brought together for migrations and for nothing else."""

from __future__ import annotations

from sqlalchemy import MetaData

import learning.audit.models
import learning.authoring.models
import learning.installation.models
import learning.people.models
import learning.progress.models
import learning.releases.models
import learning.reports.models
import learning.scenarios.models
import learning.supervision.models
import learning.work.models
from learning.db.base import Base

__all__ = ["METADATA"]

_ROOMS = (
    *(learning.people.models, learning.releases.models, learning.progress.models),
    *(learning.supervision.models, learning.audit.models, learning.work.models),
    *(learning.installation.models, learning.authoring.models, learning.scenarios.models),
    learning.reports.models,
)

#: every table of the platform
METADATA: MetaData = Base.metadata
