/**
 * Reads {@code slipway.yaml}, reporting every problem with line and column. Read
 * {@link io.slipway.core.definition.DefinitionReader} first.
 */
@NullMarked
package io.slipway.core.definition;

import org.jspecify.annotations.NullMarked;
