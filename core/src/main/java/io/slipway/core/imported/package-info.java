/**
 * What another CI system's file asks for, as jobs, and what can be made better. Read
 * {@link io.slipway.core.imported.ImportedPipeline} first.
 */
@NullMarked
package io.slipway.core.imported;

import org.jspecify.annotations.NullMarked;
