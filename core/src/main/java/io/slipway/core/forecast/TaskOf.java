package io.slipway.core.forecast;

import io.slipway.core.pipeline.TaskAddress;
import io.slipway.core.run.RunId;

/** A task of a run. Immutable. */
record TaskOf(RunId run, TaskAddress task) {}
