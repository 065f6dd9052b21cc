/**
 * YAML 1.1 as GitLab reads it, with the place of every value, no larger and no deeper than can be borne. Read
 * {@link io.slipway.gitlab.yaml.YamlReader} first.
 */
@NullMarked
package io.slipway.gitlab.yaml;

import org.jspecify.annotations.NullMarked;
