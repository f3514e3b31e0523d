import { chromium } from 'playwright-core';

export interface Photographer extends AsyncDisposable {
  /** A page of HTML as a PNG, with all of its height. */
  take(html: string): Promise<Buffer>;
}

/**
 * Starts Chromium without a window. It runs no scripts and loads nothing: names on the pages are hostile.
 * @param scale pixels of the picture for one pixel of CSS
 */
export async function openBrowser(executablePath: string, scale: number): Promise<Photographer> {
  const browser = await chromium.launch({ executablePath });
  const context = await browser.newContext({ deviceScaleFactor: scale, javaScriptEnabled: false, offline: true });
  const page = await context.newPage();
  return {
    async take(html) {
      await page.setContent(html);
      return await page.locator('main').screenshot({ animations: 'disabled' });
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
    },
  };
}
