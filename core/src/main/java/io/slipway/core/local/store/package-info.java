/**
 * Contents and results in a directory of this machine, shared by every project and process of one user. Read
 * {@link io.slipway.core.local.store.DirectoryStore} first.
 */
@NullMarked
package io.slipway.core.local.store;

import org.jspecify.annotations.NullMarked;
