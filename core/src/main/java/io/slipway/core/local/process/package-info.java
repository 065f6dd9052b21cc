/**
 * Runs one task's program well: started quickly, measured exactly, and ended with everything it started. Read {@link
 * io.slipway.core.local.process.TaskProcesses} first.
 */
@NullMarked
package io.slipway.core.local.process;

import org.jspecify.annotations.NullMarked;
