/**
 * What happened: runs, tasks and attempts, moved only by events. Read {@link io.slipway.core.run.PipelineRun} first.
 */
@NullMarked
package io.slipway.core.run;

import org.jspecify.annotations.NullMarked;
