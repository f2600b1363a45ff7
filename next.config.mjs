import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./app/_ui/i18n/request.ts')

export default withNextIntl({
  // Types are checked by `npm run check`, over the tests too.
  typescript: { ignoreBuildErrors: true },
  // A topic takes a second; on a machine busy with other things it must not fail the build.
  staticPageGenerationTimeout: 600,
  poweredByHeader: false,
  // By the server before it, with Brotli.
  compress: false,
  reactStrictMode: true,
  // Loaded by the process itself, once; never bundled into pages.
  serverExternalPackages: ['pg', '@prisma/client', '@prisma/adapter-pg', '@open-spaced-repetition/binding', 'pino', 'ws'],
})
