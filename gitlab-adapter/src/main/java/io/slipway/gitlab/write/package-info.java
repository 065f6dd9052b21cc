/**
 * What GitLab reads of us: a child pipeline, a summary, dotenv, the log of a job. Read
 * {@link io.slipway.gitlab.write.ChildPipeline} first.
 */
@NullMarked
package io.slipway.gitlab.write;

import org.jspecify.annotations.NullMarked;
