package io.ostiary.application;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.servlet.ServletRequest;

/** Each framework is known to one package, so that none needs another one's classes. */
@AnalyzeClasses(
    packages = "io.ostiary.application",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** What a server chooses a servlet by. */
  private static final String ROUTED_BY =
      "getMethod|getServletPath|getPathInfo|getHttpServletMapping";

  /** What a client sent, as the server shows it. */
  private static final String SENT =
      "getRequestUR[IL]|getQueryString|getPathTranslated|getContextPath|get(Int|Date)?Headers?|getHeaderNames"
          + "|getCookies|getParameter.*|getPart|getParts|getInputStream|getReader|getContent.*|getRemoteAddr"
          + "|getRemoteHost|getServerName|getServerPort|getProtocol|isSecure|getScheme";

  private static DescribedPredicate<JavaCall<?>> reads(String methods) {
    return target(owner(JavaClass.Predicates.assignableTo(ServletRequest.class)))
        .and(target(nameMatching(methods)));
  }

  private static ArchRule onlyIn(String ours, String theirs) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("io.ostiary.application." + ours)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(theirs);
  }

  @ArchTest static final ArchRule REST = onlyIn("rest", "jakarta.ws.rs..");

  @ArchTest static final ArchRule METERS = onlyIn("metrics", "io.micrometer..");

  @ArchTest static final ArchRule HEALTH = onlyIn("health", "org.eclipse.microprofile.health..");

  @ArchTest
  static final ArchRule BEANS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.ostiary.application.cdi", "io.ostiary.application.health")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.enterprise..", "jakarta.inject..");

  @ArchTest
  static final ArchRule REQUESTS_ARE_READ_BY_THE_FILTER =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ostiary.application.servlet")
          .should()
          .callMethodWhere(reads(ROUTED_BY + '|' + SENT))
          .because("two readings of one request are how filters are bypassed");

  @ArchTest
  static final ArchRule WHAT_WAS_SENT_IS_NOT_READ_WHERE_SERVLETS_ARE_GUARDED =
      noClasses()
          .should()
          .callMethodWhere(reads(SENT))
          .because("there the path counts by which the server has chosen, and nothing else");

  @ArchTest static final ArchRule ROLES = onlyIn("declaration", "jakarta.annotation..");

  @ArchTest
  static final ArchRule OF_OSTIARY_ONLY_WHAT_THE_DESIGN_SAYS_IS_USED =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.ostiary.runtime..", "io.ostiary.cli..", "io.ostiary.federation..");
}
