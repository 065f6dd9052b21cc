/**
 * What someone asked for: tasks, what each reads and writes, and which needs which. Immutable, and valid if it exists.
 * Read {@link io.slipway.core.pipeline.Pipeline} first.
 */
@NullMarked
package io.slipway.core.pipeline;

import org.jspecify.annotations.NullMarked;
