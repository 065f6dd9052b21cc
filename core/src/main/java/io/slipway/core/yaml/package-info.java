/**
 * Reads YAML with its places, no larger and no deeper than can be borne. Read {@link io.slipway.core.yaml.BoundedYaml} first.
 */
@NullMarked
package io.slipway.core.yaml;

import org.jspecify.annotations.NullMarked;
