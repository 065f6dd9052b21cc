/**
 * A whole Slipway workspace run by a build: its sources are read where the build has them, every task runs on the node that
 * was placed for it, and what the tasks made comes back. Read {@link io.slipway.jenkins.run.WorkspaceRun} first.
 */
@NullMarked
package io.slipway.jenkins.run;

import org.jspecify.annotations.NullMarked;
