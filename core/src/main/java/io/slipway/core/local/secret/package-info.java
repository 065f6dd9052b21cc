/**
 * Fetches what a command may know and nobody may see, and hides it in what the command prints. Read {@link
 * io.slipway.core.local.secret.SecretSources} first.
 */
@NullMarked
package io.slipway.core.local.secret;

import org.jspecify.annotations.NullMarked;
