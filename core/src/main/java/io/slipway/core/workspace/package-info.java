/**
 * Many services as one graph: where each lies, what its tasks need of the others, and which tasks someone means by a
 * directory or a name. Read {@link io.slipway.core.workspace.Workspace} first.
 */
@NullMarked
package io.slipway.core.workspace;

import org.jspecify.annotations.NullMarked;
