/**
 * Reads a fleet from what people have already: Terraform, Pulumi, Kubernetes, or a plain file. Read
 * {@link io.slipway.core.inventory.InventoryReader} first.
 */
@NullMarked
package io.slipway.core.inventory;

import org.jspecify.annotations.NullMarked;
