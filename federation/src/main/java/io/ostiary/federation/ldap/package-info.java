/** LDAP directories as identity stores: search, bind, groups. */
@NullMarked
package io.ostiary.federation.ldap;

import org.jspecify.annotations.NullMarked;
