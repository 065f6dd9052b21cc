/**
 * What GitHub's runner reads of us: a job matrix, outputs, commands in the log, a summary. Read
 * {@link io.slipway.github.write.JobMatrix} first.
 */
@NullMarked
package io.slipway.github.write;

import org.jspecify.annotations.NullMarked;
