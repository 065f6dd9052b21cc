/**
 * Which files are the source of a workspace, and what is in them: asked of git, remembered between runs. Read
 * {@link io.slipway.core.local.source.SourceScanner} first.
 */
@NullMarked
package io.slipway.core.local.source;

import org.jspecify.annotations.NullMarked;
