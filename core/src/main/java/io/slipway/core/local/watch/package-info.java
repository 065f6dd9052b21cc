/**
 * Notices that source files of a workspace are saved. Read {@link io.slipway.core.local.watch.SourceWatch} first.
 */
@NullMarked
package io.slipway.core.local.watch;

import org.jspecify.annotations.NullMarked;
