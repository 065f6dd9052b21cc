/**
 * Chains encoded entries, so that nobody can rewrite who did what. Read {@link io.slipway.core.audit.AuditChain} first.
 */
@NullMarked
package io.slipway.core.audit;

import org.jspecify.annotations.NullMarked;
