package io.ostiary.arquillian;

import org.junit.jupiter.api.Tag;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * All tests whose names begin with {@code Keycloak}, in one process: the build shares test classes
 * out among several, and a Keycloak takes a minute to start in each that asks for one. {@code
 * -Dit.test=KeycloakKeysIT} runs one of them alone.
 */
@Suite
@SelectPackages("io.ostiary.arquillian")
@IncludeClassNamePatterns("io\\.ostiary\\.arquillian\\.Keycloak.*IT")
@Tag("keycloak")
class WithKeycloakIT {}
