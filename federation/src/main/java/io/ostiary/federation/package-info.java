/** Outside identities, verified: what the realm's {@code TokenVerifier} asks for. */
@NullMarked
package io.ostiary.federation;

import org.jspecify.annotations.NullMarked;
