/** SAML 2.0: a strict reader of the responses of the Web Browser SSO profile. */
@NullMarked
package io.ostiary.federation.saml;

import org.jspecify.annotations.NullMarked;
