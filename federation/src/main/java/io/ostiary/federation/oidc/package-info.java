/** OpenID Connect: issuers, their keys, and the tokens that these sign. */
@NullMarked
package io.ostiary.federation.oidc;

import org.jspecify.annotations.NullMarked;
