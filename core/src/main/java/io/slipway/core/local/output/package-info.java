/**
 * What tasks make, in a workspace: removed before they run, collected when they have, and put back when they need not.
 * Read {@link io.slipway.core.local.output.WorkspaceOutputs} first.
 */
@NullMarked
package io.slipway.core.local.output;

import org.jspecify.annotations.NullMarked;
