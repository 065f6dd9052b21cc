/**
 * YAML 1.2 as GitHub reads it, with the place of every value, no larger and no deeper than can be borne. Read
 * {@link io.slipway.github.yaml.YamlReader} first.
 */
@NullMarked
package io.slipway.github.yaml;

import org.jspecify.annotations.NullMarked;
