/**
 * Looks at the build files that a project has and says which services and tasks they ask for. Read
 * {@link io.slipway.core.suggest.Suggestions} first.
 */
@NullMarked
package io.slipway.core.suggest;

import org.jspecify.annotations.NullMarked;
