/* Source: frontend/. Icons: Material Design Icons (Apache-2.0). */
var n=(M,H,C)=>()=>{if(C)throw C[0];try{return M&&(H=M(M=0)),H}catch(V){throw C=[V],V}};var p1,n1,Y1,y2,Y,k2,S,b2,J1,C2=n(()=>{p1=globalThis,n1=p1.ShadowRoot&&(p1.ShadyCSS===void 0||p1.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Y1=Symbol(),y2=new WeakMap,Y=class{constructor(H,C,V){if(this._$cssResult$=!0,V!==Y1)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=H,this.t=C}get styleSheet(){let H=this.o,C=this.t;if(n1&&H===void 0){let V=C!==void 0&&C.length===1;V&&(H=y2.get(C)),H===void 0&&((this.o=H=new CSSStyleSheet).replaceSync(this.cssText),V&&y2.set(C,H))}return H}toString(){return this.cssText}},k2=M=>new Y(typeof M=="string"?M:M+"",void 0,Y1),S=(M,...H)=>{let C=M.length===1?M[0]:H.reduce((V,L,e)=>V+(r=>{if(r._$cssResult$===!0)return r.cssText;if(typeof r=="number")return r;throw Error("Value passed to 'css' function must be a 'css' function result: "+r+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(L)+M[e+1],M[0]);return new Y(C,M,Y1)},b2=(M,H)=>{if(n1)M.adoptedStyleSheets=H.map(C=>C instanceof CSSStyleSheet?C:C.styleSheet);else for(let C of H){let V=document.createElement("style"),L=p1.litNonce;L!==void 0&&V.setAttribute("nonce",L),V.textContent=C.cssText,M.appendChild(V)}},J1=n1?M=>M:M=>M instanceof CSSStyleSheet?(H=>{let C="";for(let V of H.cssRules)C+=V.cssText;return k2(C)})(M):M});var b3,w3,B3,P3,T3,F3,m1,w2,R3,E3,J,H2,P2,B2,O,l1=n(()=>{C2();C2();({is:b3,defineProperty:w3,getOwnPropertyDescriptor:B3,getOwnPropertyNames:P3,getOwnPropertySymbols:T3,getPrototypeOf:F3}=Object),m1=globalThis,w2=m1.trustedTypes,R3=w2?w2.emptyScript:"",E3=m1.reactiveElementPolyfillSupport,J=(M,H)=>M,H2={toAttribute(M,H){switch(H){case Boolean:M=M?R3:null;break;case Object:case Array:M=M==null?M:JSON.stringify(M)}return M},fromAttribute(M,H){let C=M;switch(H){case Boolean:C=M!==null;break;case Number:C=M===null?null:Number(M);break;case Object:case Array:try{C=JSON.parse(M)}catch{C=null}}return C}},P2=(M,H)=>!b3(M,H),B2={attribute:!0,type:String,converter:H2,reflect:!1,useDefault:!1,hasChanged:P2};Symbol.metadata??=Symbol("metadata"),m1.litPropertyMetadata??=new WeakMap;O=class extends HTMLElement{static addInitializer(H){this._$Ei(),(this.l??=[]).push(H)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(H,C=B2){if(C.state&&(C.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(H)&&((C=Object.create(C)).wrapped=!0),this.elementProperties.set(H,C),!C.noAccessor){let V=Symbol(),L=this.getPropertyDescriptor(H,V,C);L!==void 0&&w3(this.prototype,H,L)}}static getPropertyDescriptor(H,C,V){let{get:L,set:e}=B3(this.prototype,H)??{get(){return this[C]},set(r){this[C]=r}};return{get:L,set(r){let i=L?.call(this);e?.call(this,r),this.requestUpdate(H,i,V)},configurable:!0,enumerable:!0}}static getPropertyOptions(H){return this.elementProperties.get(H)??B2}static _$Ei(){if(this.hasOwnProperty(J("elementProperties")))return;let H=F3(this);H.finalize(),H.l!==void 0&&(this.l=[...H.l]),this.elementProperties=new Map(H.elementProperties)}static finalize(){if(this.hasOwnProperty(J("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(J("properties"))){let C=this.properties,V=[...P3(C),...T3(C)];for(let L of V)this.createProperty(L,C[L])}let H=this[Symbol.metadata];if(H!==null){let C=litPropertyMetadata.get(H);if(C!==void 0)for(let[V,L]of C)this.elementProperties.set(V,L)}this._$Eh=new Map;for(let[C,V]of this.elementProperties){let L=this._$Eu(C,V);L!==void 0&&this._$Eh.set(L,C)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(H){let C=[];if(Array.isArray(H)){let V=new Set(H.flat(1/0).reverse());for(let L of V)C.unshift(J1(L))}else H!==void 0&&C.push(J1(H));return C}static _$Eu(H,C){let V=C.attribute;return V===!1?void 0:typeof V=="string"?V:typeof H=="string"?H.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(H=>this.enableUpdating=H),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(H=>H(this))}addController(H){(this._$EO??=new Set).add(H),this.renderRoot!==void 0&&this.isConnected&&H.hostConnected?.()}removeController(H){this._$EO?.delete(H)}_$E_(){let H=new Map,C=this.constructor.elementProperties;for(let V of C.keys())this.hasOwnProperty(V)&&(H.set(V,this[V]),delete this[V]);H.size>0&&(this._$Ep=H)}createRenderRoot(){let H=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return b2(H,this.constructor.elementStyles),H}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(H=>H.hostConnected?.())}enableUpdating(H){}disconnectedCallback(){this._$EO?.forEach(H=>H.hostDisconnected?.())}attributeChangedCallback(H,C,V){this._$AK(H,V)}_$ET(H,C){let V=this.constructor.elementProperties.get(H),L=this.constructor._$Eu(H,V);if(L!==void 0&&V.reflect===!0){let e=(V.converter?.toAttribute!==void 0?V.converter:H2).toAttribute(C,V.type);this._$Em=H,e==null?this.removeAttribute(L):this.setAttribute(L,e),this._$Em=null}}_$AK(H,C){let V=this.constructor,L=V._$Eh.get(H);if(L!==void 0&&this._$Em!==L){let e=V.getPropertyOptions(L),r=typeof e.converter=="function"?{fromAttribute:e.converter}:e.converter?.fromAttribute!==void 0?e.converter:H2;this._$Em=L;let i=r.fromAttribute(C,e.type);this[L]=i??this._$Ej?.get(L)??i,this._$Em=null}}requestUpdate(H,C,V,L=!1,e){if(H!==void 0){let r=this.constructor;if(L===!1&&(e=this[H]),V??=r.getPropertyOptions(H),!((V.hasChanged??P2)(e,C)||V.useDefault&&V.reflect&&e===this._$Ej?.get(H)&&!this.hasAttribute(r._$Eu(H,V))))return;this.C(H,C,V)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(H,C,{useDefault:V,reflect:L,wrapped:e},r){V&&!(this._$Ej??=new Map).has(H)&&(this._$Ej.set(H,r??C??this[H]),e!==!0||r!==void 0)||(this._$AL.has(H)||(this.hasUpdated||V||(C=void 0),this._$AL.set(H,C)),L===!0&&this._$Em!==H&&(this._$Eq??=new Set).add(H))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(C){Promise.reject(C)}let H=this.scheduleUpdate();return H!=null&&await H,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[L,e]of this._$Ep)this[L]=e;this._$Ep=void 0}let V=this.constructor.elementProperties;if(V.size>0)for(let[L,e]of V){let{wrapped:r}=e,i=this[L];r!==!0||this._$AL.has(L)||i===void 0||this.C(L,void 0,e,i)}}let H=!1,C=this._$AL;try{H=this.shouldUpdate(C),H?(this.willUpdate(C),this._$EO?.forEach(V=>V.hostUpdate?.()),this.update(C)):this._$EM()}catch(V){throw H=!1,this._$EM(),V}H&&this._$AE(C)}willUpdate(H){}_$AE(H){this._$EO?.forEach(C=>C.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(H)),this.updated(H)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(H){return!0}update(H){this._$Eq&&=this._$Eq.forEach(C=>this._$ET(C,this[C])),this._$EM()}updated(H){}firstUpdated(H){}};O.elementStyles=[],O.shadowRootOptions={mode:"open"},O[J("elementProperties")]=new Map,O[J("finalized")]=new Map,E3?.({ReactiveElement:O}),(m1.reactiveElementVersions??=[]).push("2.1.2")});function W2(M,H){if(!r2(M)||!M.hasOwnProperty("raw"))throw Error("invalid template strings array");return F2!==void 0?F2.createHTML(H):H}function W(M,H,C=M,V){if(H===y)return H;let L=V!==void 0?C._$Co?.[V]:C._$Cl,e=V1(H)?void 0:H._$litDirective$;return L?.constructor!==e&&(L?._$AO?.(!1),e===void 0?L=void 0:(L=new e(M),L._$AT(M,C,V)),V!==void 0?(C._$Co??=[])[V]=L:C._$Cl=L),L!==void 0&&(H=W(M,L._$AS(M,H.values),L,V)),H}var L2,T2,v1,F2,M2,f,e2,D3,N,H1,V1,r2,I2,V2,C1,R2,E2,_,D2,$2,N2,t2,A,i2,E0,y,d,_2,I,U2,L1,x1,z,U,s1,Z1,u1,S1,G2,$3,Q2,K=n(()=>{L2=globalThis,T2=M=>M,v1=L2.trustedTypes,F2=v1?v1.createPolicy("lit-html",{createHTML:M=>M}):void 0,M2="$lit$",f=`lit$${Math.random().toFixed(9).slice(2)}$`,e2="?"+f,D3=`<${e2}>`,N=document,H1=()=>N.createComment(""),V1=M=>M===null||typeof M!="object"&&typeof M!="function",r2=Array.isArray,I2=M=>r2(M)||typeof M?.[Symbol.iterator]=="function",V2=`[ 	
\f\r]`,C1=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,R2=/-->/g,E2=/>/g,_=RegExp(`>|${V2}(?:([^\\s"'>=/]+)(${V2}*=${V2}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),D2=/'/g,$2=/"/g,N2=/^(?:script|style|textarea|title)$/i,t2=M=>(H,...C)=>({_$litType$:M,strings:H,values:C}),A=t2(1),i2=t2(2),E0=t2(3),y=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),_2=new WeakMap,I=N.createTreeWalker(N,129);U2=(M,H)=>{let C=M.length-1,V=[],L,e=H===2?"<svg>":H===3?"<math>":"",r=C1;for(let i=0;i<C;i++){let t=M[i],o,p,a=-1,l=0;for(;l<t.length&&(r.lastIndex=l,p=r.exec(t),p!==null);)l=r.lastIndex,r===C1?p[1]==="!--"?r=R2:p[1]!==void 0?r=E2:p[2]!==void 0?(N2.test(p[2])&&(L=RegExp("</"+p[2],"g")),r=_):p[3]!==void 0&&(r=_):r===_?p[0]===">"?(r=L??C1,a=-1):p[1]===void 0?a=-2:(a=r.lastIndex-p[2].length,o=p[1],r=p[3]===void 0?_:p[3]==='"'?$2:D2):r===$2||r===D2?r=_:r===R2||r===E2?r=C1:(r=_,L=void 0);let m=r===_&&M[i+1].startsWith("/>")?" ":"";e+=r===C1?t+D3:a>=0?(V.push(o),t.slice(0,a)+M2+t.slice(a)+f+m):t+f+(a===-2?i:m)}return[W2(M,e+(M[C]||"<?>")+(H===2?"</svg>":H===3?"</math>":"")),V]},L1=class M{constructor({strings:H,_$litType$:C},V){let L;this.parts=[];let e=0,r=0,i=H.length-1,t=this.parts,[o,p]=U2(H,C);if(this.el=M.createElement(o,V),I.currentNode=this.el.content,C===2||C===3){let a=this.el.content.firstChild;a.replaceWith(...a.childNodes)}for(;(L=I.nextNode())!==null&&t.length<i;){if(L.nodeType===1){if(L.hasAttributes())for(let a of L.getAttributeNames())if(a.endsWith(M2)){let l=p[r++],m=L.getAttribute(a).split(f),u=/([.?@])?(.*)/.exec(l);t.push({type:1,index:e,name:u[2],strings:m,ctor:u[1]==="."?s1:u[1]==="?"?Z1:u[1]==="@"?u1:U}),L.removeAttribute(a)}else a.startsWith(f)&&(t.push({type:6,index:e}),L.removeAttribute(a));if(N2.test(L.tagName)){let a=L.textContent.split(f),l=a.length-1;if(l>0){L.textContent=v1?v1.emptyScript:"";for(let m=0;m<l;m++)L.append(a[m],H1()),I.nextNode(),t.push({type:2,index:++e});L.append(a[l],H1())}}}else if(L.nodeType===8)if(L.data===e2)t.push({type:2,index:e});else{let a=-1;for(;(a=L.data.indexOf(f,a+1))!==-1;)t.push({type:7,index:e}),a+=f.length-1}e++}}static createElement(H,C){let V=N.createElement("template");return V.innerHTML=H,V}};x1=class{constructor(H,C){this._$AV=[],this._$AN=void 0,this._$AD=H,this._$AM=C}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(H){let{el:{content:C},parts:V}=this._$AD,L=(H?.creationScope??N).importNode(C,!0);I.currentNode=L;let e=I.nextNode(),r=0,i=0,t=V[0];for(;t!==void 0;){if(r===t.index){let o;t.type===2?o=new z(e,e.nextSibling,this,H):t.type===1?o=new t.ctor(e,t.name,t.strings,this,H):t.type===6&&(o=new S1(e,this,H)),this._$AV.push(o),t=V[++i]}r!==t?.index&&(e=I.nextNode(),r++)}return I.currentNode=N,L}p(H){let C=0;for(let V of this._$AV)V!==void 0&&(V.strings!==void 0?(V._$AI(H,V,C),C+=V.strings.length-2):V._$AI(H[C])),C++}},z=class M{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(H,C,V,L){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=H,this._$AB=C,this._$AM=V,this.options=L,this._$Cv=L?.isConnected??!0}get parentNode(){let H=this._$AA.parentNode,C=this._$AM;return C!==void 0&&H?.nodeType===11&&(H=C.parentNode),H}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(H,C=this){H=W(this,H,C),V1(H)?H===d||H==null||H===""?(this._$AH!==d&&this._$AR(),this._$AH=d):H!==this._$AH&&H!==y&&this._(H):H._$litType$!==void 0?this.$(H):H.nodeType!==void 0?this.T(H):I2(H)?this.k(H):this._(H)}O(H){return this._$AA.parentNode.insertBefore(H,this._$AB)}T(H){this._$AH!==H&&(this._$AR(),this._$AH=this.O(H))}_(H){this._$AH!==d&&V1(this._$AH)?this._$AA.nextSibling.data=H:this.T(N.createTextNode(H)),this._$AH=H}$(H){let{values:C,_$litType$:V}=H,L=typeof V=="number"?this._$AC(H):(V.el===void 0&&(V.el=L1.createElement(W2(V.h,V.h[0]),this.options)),V);if(this._$AH?._$AD===L)this._$AH.p(C);else{let e=new x1(L,this),r=e.u(this.options);e.p(C),this.T(r),this._$AH=e}}_$AC(H){let C=_2.get(H.strings);return C===void 0&&_2.set(H.strings,C=new L1(H)),C}k(H){r2(this._$AH)||(this._$AH=[],this._$AR());let C=this._$AH,V,L=0;for(let e of H)L===C.length?C.push(V=new M(this.O(H1()),this.O(H1()),this,this.options)):V=C[L],V._$AI(e),L++;L<C.length&&(this._$AR(V&&V._$AB.nextSibling,L),C.length=L)}_$AR(H=this._$AA.nextSibling,C){for(this._$AP?.(!1,!0,C);H!==this._$AB;){let V=T2(H).nextSibling;T2(H).remove(),H=V}}setConnected(H){this._$AM===void 0&&(this._$Cv=H,this._$AP?.(H))}},U=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(H,C,V,L,e){this.type=1,this._$AH=d,this._$AN=void 0,this.element=H,this.name=C,this._$AM=L,this.options=e,V.length>2||V[0]!==""||V[1]!==""?(this._$AH=Array(V.length-1).fill(new String),this.strings=V):this._$AH=d}_$AI(H,C=this,V,L){let e=this.strings,r=!1;if(e===void 0)H=W(this,H,C,0),r=!V1(H)||H!==this._$AH&&H!==y,r&&(this._$AH=H);else{let i=H,t,o;for(H=e[0],t=0;t<e.length-1;t++)o=W(this,i[V+t],C,t),o===y&&(o=this._$AH[t]),r||=!V1(o)||o!==this._$AH[t],o===d?H=d:H!==d&&(H+=(o??"")+e[t+1]),this._$AH[t]=o}r&&!L&&this.j(H)}j(H){H===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,H??"")}},s1=class extends U{constructor(){super(...arguments),this.type=3}j(H){this.element[this.name]=H===d?void 0:H}},Z1=class extends U{constructor(){super(...arguments),this.type=4}j(H){this.element.toggleAttribute(this.name,!!H&&H!==d)}},u1=class extends U{constructor(H,C,V,L,e){super(H,C,V,L,e),this.type=5}_$AI(H,C=this){if((H=W(this,H,C,0)??d)===y)return;let V=this._$AH,L=H===d&&V!==d||H.capture!==V.capture||H.once!==V.once||H.passive!==V.passive,e=H!==d&&(V===d||L);L&&this.element.removeEventListener(this.name,this,V),e&&this.element.addEventListener(this.name,this,H),this._$AH=H}handleEvent(H){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,H):this._$AH.handleEvent(H)}},S1=class{constructor(H,C,V){this.element=H,this.type=6,this._$AN=void 0,this._$AM=C,this.options=V}get _$AU(){return this._$AM._$AU}_$AI(H){W(this,H)}},G2={M:M2,P:f,A:e2,C:1,L:U2,R:x1,D:I2,V:W,I:z,H:U,N:Z1,U:u1,B:s1,F:S1},$3=L2.litHtmlPolyfillSupport;$3?.(L1,z),(L2.litHtmlVersions??=[]).push("3.3.3");Q2=(M,H,C)=>{let V=C?.renderBefore??H,L=V._$litPart$;if(L===void 0){let e=C?.renderBefore??null;V._$litPart$=L=new z(H.insertBefore(H1(),e),e,void 0,C??{})}return L._$AI(M),L}});var o2,Z,_3,z2=n(()=>{l1();l1();K();K();o2=globalThis,Z=class extends O{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let H=super.createRenderRoot();return this.renderOptions.renderBefore??=H.firstChild,H}update(H){let C=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(H),this._$Do=Q2(C,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return y}};Z._$litElement$=!0,Z.finalized=!0,o2.litElementHydrateSupport?.({LitElement:Z});_3=o2.litElementPolyfillSupport;_3?.({LitElement:Z});(o2.litElementVersions??=[]).push("4.2.2")});var K2=n(()=>{});var h=n(()=>{l1();K();z2();K2()});var q2,j2,X2,Y2,J2,C5,H5,V5,L5,M5,e5,r5,t5,i5,o5,a5,c1,a2,A5,d5,p5,A2,n5,h1,m5,l5,v5,x5,s5,Z5,u5=n(()=>{q2="M12,5A3.5,3.5 0 0,0 8.5,8.5A3.5,3.5 0 0,0 12,12A3.5,3.5 0 0,0 15.5,8.5A3.5,3.5 0 0,0 12,5M12,7A1.5,1.5 0 0,1 13.5,8.5A1.5,1.5 0 0,1 12,10A1.5,1.5 0 0,1 10.5,8.5A1.5,1.5 0 0,1 12,7M5.5,8A2.5,2.5 0 0,0 3,10.5C3,11.44 3.53,12.25 4.29,12.68C4.65,12.88 5.06,13 5.5,13C5.94,13 6.35,12.88 6.71,12.68C7.08,12.47 7.39,12.17 7.62,11.81C6.89,10.86 6.5,9.7 6.5,8.5C6.5,8.41 6.5,8.31 6.5,8.22C6.2,8.08 5.86,8 5.5,8M18.5,8C18.14,8 17.8,8.08 17.5,8.22C17.5,8.31 17.5,8.41 17.5,8.5C17.5,9.7 17.11,10.86 16.38,11.81C16.5,12 16.63,12.15 16.78,12.3C16.94,12.45 17.1,12.58 17.29,12.68C17.65,12.88 18.06,13 18.5,13C18.94,13 19.35,12.88 19.71,12.68C20.47,12.25 21,11.44 21,10.5A2.5,2.5 0 0,0 18.5,8M12,14C9.66,14 5,15.17 5,17.5V19H19V17.5C19,15.17 14.34,14 12,14M4.71,14.55C2.78,14.78 0,15.76 0,17.5V19H3V17.07C3,16.06 3.69,15.22 4.71,14.55M19.29,14.55C20.31,15.22 21,16.06 21,17.07V19H24V17.5C24,15.76 21.22,14.78 19.29,14.55M12,16C13.53,16 15.24,16.5 16.23,17H7.77C8.76,16.5 10.47,16 12,16Z",j2="M10,13C9.65,13.59 9.36,14.24 9.19,14.93C6.5,15.16 3.9,16.42 3.9,17V18.1H9.2C9.37,18.78 9.65,19.42 10,20H2V17C2,14.34 7.33,13 10,13M10,4A4,4 0 0,1 14,8C14,8.91 13.69,9.75 13.18,10.43C12.32,10.75 11.55,11.26 10.91,11.9L10,12A4,4 0 0,1 6,8A4,4 0 0,1 10,4M10,5.9A2.1,2.1 0 0,0 7.9,8A2.1,2.1 0 0,0 10,10.1A2.1,2.1 0 0,0 12.1,8A2.1,2.1 0 0,0 10,5.9M15.5,12C18,12 20,14 20,16.5C20,17.38 19.75,18.21 19.31,18.9L22.39,22L21,23.39L17.88,20.32C17.19,20.75 16.37,21 15.5,21C13,21 11,19 11,16.5C11,14 13,12 15.5,12M15.5,14A2.5,2.5 0 0,0 13,16.5A2.5,2.5 0 0,0 15.5,19A2.5,2.5 0 0,0 18,16.5A2.5,2.5 0 0,0 15.5,14Z",X2="M11,15H13V17H11V15M11,7H13V13H11V7M12,2C6.47,2 2,6.5 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M12,20A8,8 0 0,1 4,12A8,8 0 0,1 12,4A8,8 0 0,1 20,12A8,8 0 0,1 12,20Z",Y2="M10,21H14A2,2 0 0,1 12,23A2,2 0 0,1 10,21M21,19V20H3V19L5,17V11C5,7.9 7.03,5.17 10,4.29C10,4.19 10,4.1 10,4A2,2 0 0,1 12,2A2,2 0 0,1 14,4C14,4.1 14,4.19 14,4.29C16.97,5.17 19,7.9 19,11V17L21,19M17,11A5,5 0 0,0 12,6A5,5 0 0,0 7,11V18H17V11M19.75,3.19L18.33,4.61C20.04,6.3 21,8.6 21,11H23C23,8.07 21.84,5.25 19.75,3.19M1,11H3C3,8.6 3.96,6.3 5.67,4.61L4.25,3.19C2.16,5.25 1,8.07 1,11Z",J2="M17,18V5H7V18L12,15.82L17,18M17,3A2,2 0 0,1 19,5V21L12,18L5,21V5C5,3.89 5.9,3 7,3H17M11,7H13V9H15V11H13V13H11V11H9V9H11V7Z",C5="M13.73,15L9.83,21.76C10.53,21.91 11.25,22 12,22C14.4,22 16.6,21.15 18.32,19.75L14.66,13.4M2.46,15C3.38,17.92 5.61,20.26 8.45,21.34L12.12,15M8.54,12L4.64,5.25C3,7 2,9.39 2,12C2,12.68 2.07,13.35 2.2,14H9.69M21.8,10H14.31L14.6,10.5L19.36,18.75C21,16.97 22,14.6 22,12C22,11.31 21.93,10.64 21.8,10M21.54,9C20.62,6.07 18.39,3.74 15.55,2.66L11.88,9M9.4,10.5L14.17,2.24C13.47,2.09 12.75,2 12,2C9.6,2 7.4,2.84 5.68,4.25L9.34,10.6L9.4,10.5Z",H5="M12,3C7,3 3,7 3,12C3,17 7,21 12,21C17,21 21,17 21,12C21,7 17,3 12,3M12,19C8.1,19 5,15.9 5,12C5,8.1 8.1,5 12,5C15.9,5 19,8.1 19,12C19,15.9 15.9,19 12,19M20.5,20.5C22.7,18.3 24,15.3 24,12C24,8.7 22.7,5.7 20.5,3.5L19.4,4.6C21.3,6.5 22.5,9.1 22.5,12C22.5,14.9 21.3,17.5 19.4,19.4L20.5,20.5M4.6,19.4C2.7,17.5 1.5,14.9 1.5,12C1.5,9.1 2.7,6.5 4.6,4.6L3.5,3.5C1.3,5.7 0,8.7 0,12C0,15.3 1.3,18.3 3.5,20.5L4.6,19.4M9.5,7V17H11.5V13H13.5A2,2 0 0,0 15.5,11V9A2,2 0 0,0 13.5,7H9.5M11.5,9H13.5V11H11.5V9Z",V5="M18.9 6C18.7 5.4 18.1 5 17.5 5H6.5C5.8 5 5.3 5.4 5.1 6L3 12V20C3 20.5 3.5 21 4 21H5C5.6 21 6 20.5 6 20V19H18V20C18 20.5 18.5 21 19 21H20C20.5 21 21 20.5 21 20V12L18.9 6M6.8 7H17.1L18.2 10H5.8L6.8 7M19 17H5V12H19V17M7.5 13C8.3 13 9 13.7 9 14.5S8.3 16 7.5 16 6 15.3 6 14.5 6.7 13 7.5 13M16.5 13C17.3 13 18 13.7 18 14.5S17.3 16 16.5 16C15.7 16 15 15.3 15 14.5S15.7 13 16.5 13Z",L5="M21,7L9,19L3.5,13.5L4.91,12.09L9,16.17L19.59,5.59L21,7Z",M5="M12 2C6.5 2 2 6.5 2 12S6.5 22 12 22 22 17.5 22 12 17.5 2 12 2M10 17L5 12L6.41 10.59L10 14.17L17.59 6.58L19 8L10 17Z",e5="M12 2C6.5 2 2 6.5 2 12S6.5 22 12 22 22 17.5 22 12 17.5 2 12 2M12 20C7.59 20 4 16.41 4 12S7.59 4 12 4 20 7.59 20 12 16.41 20 12 20M16.59 7.58L10 14.17L7.41 11.59L6 13L10 17L18 9L16.59 7.58Z",r5="M15.41,16.58L10.83,12L15.41,7.41L14,6L8,12L14,18L15.41,16.58Z",t5="M8.59,16.58L13.17,12L8.59,7.41L10,6L16,12L10,18L8.59,16.58Z",i5="M19,6.41L17.59,5L12,10.59L6.41,5L5,6.41L10.59,12L5,17.59L6.41,19L12,13.41L17.59,19L19,17.59L13.41,12L19,6.41Z",o5="M17 3H5C3.89 3 3 3.9 3 5V19C3 20.1 3.89 21 5 21H19C20.1 21 21 20.1 21 19V7L17 3M19 19H5V5H16.17L19 7.83V19M12 12C10.34 12 9 13.34 9 15S10.34 18 12 18 15 16.66 15 15 13.66 12 12 12M6 6H15V10H6V6Z",a5="M5,20H19V18H5M19,9H15V3H9V9H5L12,16L19,9Z",c1="M9,11.75A1.25,1.25 0 0,0 7.75,13A1.25,1.25 0 0,0 9,14.25A1.25,1.25 0 0,0 10.25,13A1.25,1.25 0 0,0 9,11.75M15,11.75A1.25,1.25 0 0,0 13.75,13A1.25,1.25 0 0,0 15,14.25A1.25,1.25 0 0,0 16.25,13A1.25,1.25 0 0,0 15,11.75M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M12,20A8,8 0 0,1 4,12C3.97,11.71 3.97,11.43 4,11.14C6.38,10.1 8.27,8.17 9.26,5.77C11.13,8.42 14.17,10 17.42,10C18.18,10 18.93,9.91 19.67,9.74C20.92,14 18.5,18.43 14.26,19.67C13.5,19.89 12.76,20 12,20M0,2A2,2 0 0,1 2,0H6V2H2V6H0V2M24,22A2,2 0 0,1 22,24H18V22H22V18H24V22M2,24A2,2 0 0,1 0,22V18H2V22H6V24H2M22,0A2,2 0 0,1 24,2V6H22V2H18V0H22Z",a2="M10,2C8.89,2 8,2.89 8,4V7C8,8.11 8.89,9 10,9H11V11H2V13H6V15H5C3.89,15 3,15.89 3,17V20C3,21.11 3.89,22 5,22H9C10.11,22 11,21.11 11,20V17C11,15.89 10.11,15 9,15H8V13H16V15H15C13.89,15 13,15.89 13,17V20C13,21.11 13.89,22 15,22H19C20.11,22 21,21.11 21,20V17C21,15.89 20.11,15 19,15H18V13H22V11H13V9H14C15.11,9 16,8.11 16,7V4C16,2.89 15.11,2 14,2H10M10,4H14V7H10V4M5,17H9V20H5V17M15,17H19V20H15V17Z",A5="M9.5,3A6.5,6.5 0 0,1 16,9.5C16,11.11 15.41,12.59 14.44,13.73L14.71,14H15.5L20.5,19L19,20.5L14,15.5V14.71L13.73,14.44C12.59,15.41 11.11,16 9.5,16A6.5,6.5 0 0,1 3,9.5A6.5,6.5 0 0,1 9.5,3M9.5,5C7,5 5,7 5,9.5C5,12 7,14 9.5,14C12,14 14,12 14,9.5C14,7 12,5 9.5,5Z",d5="M8,2A2,2 0 0,0 6,4V11L4,13V20A2,2 0 0,0 6,22H18A2,2 0 0,0 20,20V4A2,2 0 0,0 18,2H8M9,4H11V8H9V4M12,4H14V8H12V4M15,4H17V8H15V4Z",p5="M10,0.2C9,0.2 8.2,1 8.2,2C8.2,3 9,3.8 10,3.8C11,3.8 11.8,3 11.8,2C11.8,1 11,0.2 10,0.2M15.67,1A7.33,7.33 0 0,0 23,8.33V7A6,6 0 0,1 17,1H15.67M18.33,1C18.33,3.58 20.42,5.67 23,5.67V4.33C21.16,4.33 19.67,2.84 19.67,1H18.33M21,1A2,2 0 0,0 23,3V1H21M7.92,4.03C7.75,4.03 7.58,4.06 7.42,4.11L2,5.8V11H3.8V7.33L5.91,6.67L2,22H3.8L6.67,13.89L9,17V22H10.8V15.59L8.31,11.05L9.04,8.18L10.12,10H15V8.2H11.38L9.38,4.87C9.08,4.37 8.54,4.03 7.92,4.03Z",A2="M2,11H9.17C9.58,9.83 10.69,9 12,9C13.31,9 14.42,9.83 14.83,11H22V13H14.83C14.42,14.17 13.31,15 12,15C10.69,15 9.58,14.17 9.17,13H2V11Z",n5="M12.5,5A7.5,7.5 0 0,0 5,12.5A7.5,7.5 0 0,0 12.5,20A7.5,7.5 0 0,0 20,12.5A7.5,7.5 0 0,0 12.5,5M7,10H9A1,1 0 0,1 10,11V12C10,12.5 9.62,12.9 9.14,12.97L10.31,15H9.15L8,13V15H7M12,10H14V11H12V12H14V13H12V14H14V15H12A1,1 0 0,1 11,14V11A1,1 0 0,1 12,10M16,10H18V11H16V14H18V15H16A1,1 0 0,1 15,14V11A1,1 0 0,1 16,10M8,11V12H9V11",h1="M11,13.5V21.5H3V13.5H11M9,15.5H5V19.5H9V15.5M12,2L17.5,11H6.5L12,2M12,5.86L10.08,9H13.92L12,5.86M17.5,13C20,13 22,15 22,17.5C22,20 20,22 17.5,22C15,22 13,20 13,17.5C13,15 15,13 17.5,13M17.5,15A2.5,2.5 0 0,0 15,17.5A2.5,2.5 0 0,0 17.5,20A2.5,2.5 0 0,0 20,17.5A2.5,2.5 0 0,0 17.5,15Z",m5="M21,11C21,16.55 17.16,21.74 12,23C6.84,21.74 3,16.55 3,11V5L12,1L21,5V11M12,21C15.75,20 19,15.54 19,11.22V6.3L12,3.18L5,6.3V11.22C5,15.54 8.25,20 12,21M11,7H13V13H11V7M11,15H13V17H11V15Z",l5="M12,16A3,3 0 0,1 9,13C9,11.88 9.61,10.9 10.5,10.39L20.21,4.77L14.68,14.35C14.18,15.33 13.17,16 12,16M12,3C13.81,3 15.5,3.5 16.97,4.32L14.87,5.53C14,5.19 13,5 12,5A8,8 0 0,0 4,13C4,15.21 4.89,17.21 6.34,18.65H6.35C6.74,19.04 6.74,19.67 6.35,20.06C5.96,20.45 5.32,20.45 4.93,20.07V20.07C3.12,18.26 2,15.76 2,13A10,10 0 0,1 12,3M22,13C22,15.76 20.88,18.26 19.07,20.07V20.07C18.68,20.45 18.05,20.45 17.66,20.06C17.27,19.67 17.27,19.04 17.66,18.65V18.65C19.11,17.2 20,15.21 20,13C20,12 19.81,11 19.46,10.1L20.67,8C21.5,9.5 22,11.18 22,13Z",v5="M4 2V8H2V2H4M2 22V16H4V22H2M5 12C5 13.11 4.11 14 3 14C1.9 14 1 13.11 1 12C1 10.9 1.9 10 3 10C4.11 10 5 10.9 5 12M16 4C20.42 4 24 7.58 24 12C24 16.42 20.42 20 16 20C12.4 20 9.36 17.62 8.35 14.35L6 12L8.35 9.65C9.36 6.38 12.4 4 16 4M16 6C12.69 6 10 8.69 10 12C10 15.31 12.69 18 16 18C19.31 18 22 15.31 22 12C22 8.69 19.31 6 16 6M15 13V8H16.5V12.2L19.5 14L18.68 15.26L15 13Z",x5="M5 12C5 13.11 4.11 14 3 14C1.9 14 1 13.11 1 12C1 10.9 1.9 10 3 10C4.11 10 5 10.9 5 12M4 2V8H2V2H4M2 22V16H4V22H2M24 6V18C24 19.11 23.11 20 22 20H10C8.9 20 8 19.11 8 18V14L6 12L8 10V6C8 4.89 8.9 4 10 4H22C23.11 4 24 4.89 24 6M22 6H10V10.83L8.83 12L10 13.17V18H22V6M12 9H20V11H12V9M12 13H18V15H12V13Z",s5="M14,3.23V5.29C16.89,6.15 19,8.83 19,12C19,15.17 16.89,17.84 14,18.7V20.77C18,19.86 21,16.28 21,12C21,7.72 18,4.14 14,3.23M16.5,12C16.5,10.23 15.5,8.71 14,7.97V16C15.5,15.29 16.5,13.76 16.5,12M3,9V15H7L12,20V4L7,9H3Z",Z5="M12,21L15.6,16.2C14.6,15.45 13.35,15 12,15C10.65,15 9.4,15.45 8.4,16.2L12,21M12,3C7.95,3 4.21,4.34 1.2,6.6L3,9C5.5,7.12 8.62,6 12,6C15.38,6 18.5,7.12 21,9L22.8,6.6C19.79,4.34 16.05,3 12,3M12,9C9.3,9 6.81,9.89 4.8,11.4L6.6,13.8C8.1,12.67 9.97,12 12,12C14.03,12 15.9,12.67 17.4,13.8L19.2,11.4C17.19,9.89 14.7,9 12,9Z"});function P(M){return I3[M.replaceAll("-","_")]??x5}function x(M){return A`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${M}></path></svg>`}var v,I3,T=n(()=>{"use strict";u5();h();v={alert:X2,check:L5,close:i5,create:J2,download:a5,left:r5,reviewed:M5,review:e5,right:t5,save:o5,search:A5,trigger:Y2},I3={crowd_detection:q2,face_detection:c1,facedetection:c1,facial_analysis:c1,intrusion:m5,line_crossing:A2,linecross:A2,memorycard:d5,motion:p5,net:a2,network:a2,object_and_scene_detection:h1,plate_recognition:V5,post_object_and_scene_detection:h1,qos_report:l5,record:n5,search_multiple_users_in_image_v2:j2,snapshot:C5,sound:s5,timeline_sync:v5,vehicle_stopped_detection:H5,wifi:Z5,yolov4_detection:h1}});var c,g1,F=n(()=>{"use strict";h();c=S`
  :host {
    box-sizing: border-box;
    color: var(--primary-text-color);
    font-family: var(--ha-font-family-body, Roboto, Noto, sans-serif);
    -webkit-font-smoothing: antialiased;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    margin: 0;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  button:disabled {
    cursor: default;
    opacity: 0.4;
  }
  :focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  .icon {
    width: 20px;
    height: 20px;
    flex: none;
    fill: currentColor;
  }
  .foreign {
    unicode-bidi: isolate;
  }
  .icon-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 40px;
    height: 40px;
    flex: none;
    border-radius: 50%;
    color: var(--secondary-text-color);
  }
  .icon-button .icon {
    width: 24px;
    height: 24px;
  }
  .icon-button:hover:not(:disabled),
  .chip:hover:not(:disabled) {
    background-color: var(--secondary-background-color);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: 32px;
    padding: 0 12px;
    flex: none;
    max-width: 260px;
    border: 1px solid var(--outline-color, var(--divider-color));
    border-radius: var(--ha-border-radius-md, 8px);
    font-size: 14px;
    white-space: nowrap;
  }
  .chip .icon {
    width: 18px;
    height: 18px;
    color: var(--secondary-text-color);
  }
  .chip[aria-pressed="true"] {
    background-color: rgba(var(--rgb-primary-color, 3, 169, 244), 0.2);
    border-color: transparent;
  }
  .chip[aria-pressed="true"] .icon {
    color: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 40px;
    padding: 0 16px;
    border-radius: var(--ha-border-radius-pill, 9999px);
    color: var(--primary-text-color);
    background-color: rgba(var(--rgb-primary-color, 3, 169, 244), 0.15);
    font-size: 14px;
    font-weight: 500;
    text-decoration: none;
  }
  .button:hover:not(:disabled) {
    background-color: rgba(var(--rgb-primary-color, 3, 169, 244), 0.25);
  }
`,g1=S`
  dialog {
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    width: min(900px, 100vw - 32px);
    max-width: none;
    max-height: calc(100vh - 32px);
    max-height: calc(100dvh - 32px);
    padding: 0;
    border: 0;
    border-radius: var(--ha-dialog-border-radius, var(--ha-border-radius-3xl, 24px));
    color: var(--primary-text-color);
    background-color: var(
      --ha-dialog-surface-background,
      var(--card-background-color, var(--ha-card-background))
    );
    overflow: hidden;
  }
  dialog:not([open]) {
    display: none;
  }
  dialog::backdrop {
    background-color: rgba(0, 0, 0, 0.6);
  }
  header {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 8px 16px 8px 8px;
  }
  header h2 {
    flex: 1;
    min-width: 0;
    margin: 0;
    font-size: 18px;
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  @media (max-width: 600px) {
    dialog {
      width: 100vw;
      height: 100vh;
      height: 100dvh;
      max-height: none;
      border-radius: 0;
    }
  }
`});function p2(M,H){let C=S5.get(H);C||(C=new Intl.DateTimeFormat("en-US",{timeZone:H,hourCycle:"h23",year:"numeric",month:"numeric",day:"numeric",hour:"numeric",minute:"numeric",second:"numeric"}),S5.set(H,C));let V={};for(let{type:p,value:a}of C.formatToParts(M))V[p]=Number(a);let{year:L=0,month:e=1,day:r=1,hour:i=0,minute:t=0,second:o=0}=V;return Date.UTC(L,e-1,r,i,t,o)}function n2(M,H){return Math.floor(p2(M,H)/864e5)}function c5(M,H){let C=M*864e5,V=[C-864e5,C+864e5].map(L=>C-(p2(L,H)-L)).filter(L=>n2(L,H)===M);return Math.min(...V)}function k(M,H){return g5(n2(Math.floor(M/1e3)*1e3,H),H)}function h5(M,H,C){return g5(n2(M.start,C)+H,C)}function g5(M,H){return{key:new Date(M*864e5).toISOString().slice(0,10),start:c5(M,H),end:c5(M+1,H)}}function O5(M,H,C){let V=`${M.start} ${H} ${C}`;if(V===d2.wanted)return d2.hours;let L=[],e=-1;for(let r=M.start;r<M.end;r+=36e5/2){let t=p2(r,H)%864e5/36e5;t>e&&t%C===0&&(L.push({time:r,hour:t}),e=t)}return d2={wanted:V,hours:L},L}var S5,d2,M1=n(()=>{"use strict";S5=new Map;d2={wanted:"",hours:[]}});var O1,b,N3,W3,U3,f1,f5=n(()=>{"use strict";h();T();F();M1();O1=1440,b=6e4,N3={ArrowLeft:-5*b,ArrowDown:-5*b,ArrowRight:5*b,ArrowUp:5*b,PageDown:-60*b,PageUp:60*b,Home:-1/0,End:1/0},W3=60,U3=400,f1=class extends Z{constructor(){super();this.dragging=!1;this.onDown=C=>{C.button===0&&(C.currentTarget.setPointerCapture(C.pointerId),this.dragging=!0,this.position=this.timeAt(C))};this.onMove=C=>{!this.dragging&&C.pointerType!=="mouse"||(this.position=this.timeAt(C))};this.onUp=C=>{this.dragging&&(this.dragging=!1,this.position=this.timeAt(C),this.pick(),C.pointerType!=="mouse"&&(this.position=null))};this.onLeave=()=>{(!this.dragging||!this.hasUpdated)&&(this.position=null),this.dragging=!1};this.onKey=C=>{let V=N3[C.key];C.key==="Enter"&&this.position!==null&&this.pick(),V!==void 0&&(C.preventDefault(),this.position=this.clamp((this.position??Math.min(this.now,this.day.end))+V),clearTimeout(this.rest),this.rest=setTimeout(()=>this.pick(),U3))};this.position=null}static{this.properties={day:{attribute:!1},format:{attribute:!1},lanes:{attribute:!1},ticks:{attribute:!1},gaps:{attribute:!1},now:{attribute:!1},position:{state:!0}}}x(C){let{start:V,end:L}=this.day,e=(C-V)/(L-V);return Math.round(Math.min(Math.max(e,0),1)*O1*10)/10}percent(C){return`${this.x(C)/O1*100}%`}render(){let{day:C,format:V,now:L}=this,e=C.end>L,r=this.position??Math.min(L,C.end-b);return A`
      <div class="head">
        <button
          class="icon-button"
          aria-label=${V.text("previous_day")}
          title=${V.text("previous_day")}
          @click=${()=>this.send("day-picked",-1)}
        >
          ${x(v.left)}
        </button>
        <span class="name" aria-live="polite">${V.day(C,L)}</span>
        <button
          class="icon-button"
          aria-label=${V.text("next_day")}
          title=${V.text("next_day")}
          ?disabled=${e}
          @click=${()=>this.send("day-picked",1)}
        >
          ${x(v.right)}
        </button>
      </div>
      <div
        class="strip"
        role="slider"
        tabindex="0"
        aria-label=${V.text("timeline",{day:V.day(C,L)})}
        aria-valuemin="0"
        aria-valuemax=${Math.round((C.end-C.start)/b)}
        aria-valuenow=${Math.round((r-C.start)/b)}
        aria-valuetext=${V.clock(r)}
        @pointerdown=${this.onDown}
        @pointermove=${this.onMove}
        @pointerup=${this.onUp}
        @pointercancel=${this.onLeave}
        @pointerleave=${this.onLeave}
        @keydown=${this.onKey}
      >
        <svg viewBox="0 0 ${O1} 40" preserveAspectRatio="none" aria-hidden="true">
          ${this.lanes.map((i,t)=>this.lane(i,t))}
          <path class="ticks ${this.ticks.length>W3?"many":""}" d=${this.tickPath()}></path>
          ${e?i2`<rect class="future" x=${this.x(L)} y="0" width=${O1-this.x(L)} height="40"></rect>`:d}
        </svg>
        ${this.gaps.map(([i,t])=>A`<i
            class="gap"
            style="inset-inline-start:${this.percent(i)};width:max(3px, calc(${this.percent(t)} - ${this.percent(i)}))"
          ></i>`)}
        ${this.position===null?d:A`<i class="needle" style="inset-inline-start:${this.percent(this.position)}"></i>
              <output
                style="inset-inline-start:clamp(28px, ${this.percent(this.position)}, calc(100% - 28px))"
                >${V.clock(this.position)}</output
              >`}
      </div>
      <div class="scale" aria-hidden="true">
        ${O5(C,V.zone,6).map(({time:i})=>A`<span style="inset-inline-start:${this.percent(i)}">${V.hour(i)}</span>`)}
      </div>
    `}lane(C,V){let L=40/this.lanes.length,e=V*L+(V>0?1:0),r=C.map(([i,t])=>{let o=this.x(i);return`M${o} ${e}h${Math.max(1,this.x(t)-o)}V${(V+1)*L}H${o}z`}).join("");return i2`<path class="recorded" d=${r}></path>`}tickPath(){return[...new Set(this.ticks.map(V=>Math.round(this.x(V))))].map(V=>`M${V} 12V40`).join("")}timeAt(C){let V=C.currentTarget.getBoundingClientRect(),e=(getComputedStyle(this).direction==="rtl"?V.right-C.clientX:C.clientX-V.left)/V.width;return this.clamp(this.day.start+e*(this.day.end-this.day.start))}clamp(C){let V=Math.min(this.day.end-1,this.now);return Math.min(Math.max(C,this.day.start),Math.max(V,this.day.start))}pick(){clearTimeout(this.rest),this.position!==null&&this.send("time-picked",this.position)}send(C,V){this.dispatchEvent(new CustomEvent(C,{detail:V}))}static{this.styles=[c,S`
      :host {
        display: block;
        padding: 4px 16px 8px;
      }
      .head {
        display: flex;
        align-items: center;
        margin: 0 -12px;
      }
      .name {
        flex: 1;
        min-width: 0;
        text-align: center;
        font-size: 14px;
        font-weight: 500;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .strip {
        position: relative;
        height: 40px;
        cursor: pointer;
        touch-action: pan-y;
        user-select: none;
        border-radius: var(--ha-border-radius-md, 8px);
        background-color: var(--secondary-background-color);
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
        border-radius: inherit;
      }
      :host(:dir(rtl)) svg {
        transform: scaleX(-1);
      }
      .recorded {
        fill: var(--primary-color);
        opacity: 0.25;
      }
      .ticks {
        fill: none;
        stroke: var(--primary-color);
        stroke-width: 2px;
        vector-effect: non-scaling-stroke;
      }
      .many {
        stroke-width: 1px;
      }
      .future {
        fill: var(--ha-card-background, var(--card-background-color));
        opacity: 0.6;
      }
      .gap {
        position: absolute;
        inset-block: 0;
        background: repeating-linear-gradient(
          -45deg,
          var(--warning-color) 0 2px,
          transparent 2px 6px
        );
        pointer-events: none;
      }
      .needle {
        position: absolute;
        inset-block: -4px;
        width: 2px;
        margin-inline-start: -1px;
        border-radius: 1px;
        background-color: var(--primary-text-color);
        pointer-events: none;
      }
      output {
        position: absolute;
        bottom: calc(100% + 6px);
        translate: -50%;
        padding: 2px 8px;
        border-radius: 10px;
        font-size: 12px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
        color: var(--primary-background-color);
        background-color: var(--primary-text-color);
        pointer-events: none;
      }
      output:dir(rtl) {
        translate: 50%;
      }
      .scale {
        position: relative;
        height: 18px;
        font-size: 11px;
        line-height: 20px;
        color: var(--secondary-text-color);
      }
      .scale span {
        position: absolute;
      }
      .scale span + span {
        translate: -50%;
      }
      .scale span + span:dir(rtl) {
        translate: 50%;
      }
    `]}}});function w(M){return M.slice(0,M.indexOf("."))}function e1(M){return Object.values(M.entities).filter(H=>m2(H)&&!H.hidden).map(H=>H.entity_id).sort((H,C)=>y5(M,H).localeCompare(y5(M,C),M.locale.language))}function m2(M){return M.platform==="vxg"&&w(M.entity_id)==="camera"}function y5(M,H){return String(M.states[H]?.attributes.friendly_name??H)}function r1(M,H){let C=M.entities[H];if(!(!C||C.platform!=="vxg"))return m2(C)?H:t1(M,H).find(m2)?.entity_id}function t1(M,H){let C=M.entities[H]?.device_id;return C?Object.values(M.entities).filter(V=>V.device_id===C):[]}function k5(M,H){let C=H.entities??(H.entity?[H.entity]:[]);if(C.length===0)return e1(M);let V=C.map(L=>r1(M,L));return[...new Set(V.filter(L=>L!==void 0))]}function b5(M,H){let C=M.entities[H],V=C?.device_id?M.devices[C.device_id]:void 0;return C?.area_id??V?.area_id??null}function y1(M,H){let C=new Set;for(let V of H)for(let{entity_id:L}of t1(M,V)){let e=w(L)==="event"&&M.states[L]?.attributes.event_types;if(Array.isArray(e))for(let r of e)C.add(String(r))}return[...C]}function w5(M,H,C){return t1(M,H).filter(V=>w(V.entity_id)==="button"&&!V.hidden&&C.includes(`${V.translation_key}_event`)&&M.states[V.entity_id]!==void 0)}var i1=n(()=>{"use strict"});function B5(M){return{list:H=>M().callWS({type:"vxg/events/list",language:M().language,...H}),subscribe:(H,C)=>M().connection.subscribeMessage(C,{type:"vxg/events/subscribe",language:M().language,...H},{resubscribe:!1}),coverage:(H,C,V,L)=>M().callWS({type:"vxg/coverage",entity_id:H,start:C,end:V,slices:L})}}function P5(M,H){return M.callService("button","press",{},{entity_id:H})}function T5(M,H,C,V){return M.callService("vxg","create_event",{event_type:C,create_event_type:!0,...V===""?{}:{metadata:{caption:V}}},{entity_id:H},!1)}function F5(M,H,C){return M.callService("vxg","review_event",{event_id:H.event_id,...C?{undo:!0}:{}},{entity_id:H.entity_id},!1)}function R5(M,H){return M.callService("vxg","create_clip",{event_id:H.event_id},{entity_id:H.entity_id},!1)}function R(M){if(typeof M=="string")return M;let{message:H,body:C}=M??{};return String(C?.message??H??"")}function l2(M){let{translation_key:H}=M??{};return String(H??"")}var q=n(()=>{"use strict"});var G,v2=n(()=>{"use strict";G=class{constructor(H){this.delay=5e3;this.action=H}get waiting(){return this.timer!==void 0}start(){this.cancel(),this.timer=setTimeout(()=>{this.timer=void 0,this.action()},this.delay),this.delay=Math.min(this.delay*2,6e4)}cancel(){clearTimeout(this.timer),this.timer=void 0}reset(){this.cancel(),this.delay=5e3}}});function E5(M){return M.event_types.length===0&&M.entity_ids.length===0&&M.text===""&&M.tags.length===0&&M.reviewed===null}function k1(M,H,C){let{event_types:V,entity_ids:L,reviewed:e}=H;return(V.length===0||V.includes(M.event_type))&&(L.length===0||L.includes(M.entity_id))&&(e===null||e===M.reviewed)&&H.tags.every(r=>r in M.metadata)&&G3(M,H.text,C)}function G3(M,H,C){let V=H.toLocaleLowerCase().split(/\s+/).filter(Boolean);if(V.length===0)return!0;let L=[M.event_type,M.name,C.type(M.event_type,M.name),C.camera(M.entity_id),...Object.entries(M.metadata).flat().map(String)].join(`
`).toLocaleLowerCase();return V.every(e=>L.includes(e))}function b1(M,H){return M.includes(H)?M.filter(C=>C!==H):[...M,H]}var w1=n(()=>{"use strict"});var D5,$5=n(()=>{"use strict";D5={event_types:[],entity_ids:[],text:"",tags:[],reviewed:null}});function j(M){return{key:o1(M),at:Date.parse(M.time),event:M}}function o1({entity_id:M,event_id:H}){return`${M} ${H}`}function B1(M,H){return H.at-M.at||H.event.event_id-M.event.event_id||(M.key<H.key?-1:1)}var Q3,z3,K3,q3,P1,x2=n(()=>{"use strict";q();v2();w1();$5();Q3=50,z3=1e4,K3=new Set(["no_such_event_type","bad_filter","text_too_long","bad_window"]),q3=3;P1=class{constructor(H){this.items=[];this.pending=[];this.gaps=[];this.loading=!1;this.loaded=!1;this.filter=D5;this.before=null;this.source={};this.types=[];this.byKey=new Map;this.cursor=null;this.generation=0;this.held=!1;this.emptyPages=0;this.active=!1;this.missed=!1;this.replaceOnRelease=!1;this.lastAnswer=null;this.failure=null;this.outage=null;this.retry=new G(()=>{this.refresh()});this.nextPage=new G(()=>this.options.onChange());this.options=H}get ended(){return this.loaded&&this.cursor===null}get trouble(){return this.failure??this.outage}get newCount(){return this.pending.length}configure(H,C){this.source=H,this.types=C,this.reset()}setFilter(H){this.filter=H,this.reset()}goTo(H){this.before=H,this.reset()}setActive(H){H!==this.active&&(this.active=H,this.retry.cancel(),this.nextPage.cancel(),!(!H||this.isCurrent)&&this.refresh())}get isCurrent(){let H=Date.now()-(this.lastAnswer??0);return this.loaded&&!this.missed&&!this.failure&&H<z3}hold(H){this.held=H,!H&&!this.isElsewhere&&this.release()}release(){if(this.isElsewhere)this.goTo(null);else if(this.pending.length>0){let H=this.pending;this.pending=[],this.insert(H),this.options.onChange()}}get isElsewhere(){return this.before!==null||this.replaceOnRelease}hasAllSince(H){let C=this.ended||(this.items.at(-1)?.at??1/0)<H;return this.loaded&&C&&this.before===null&&this.types.length===0&&E5(this.filter)}find(H){return this.byKey.get(H)}async renew(H){let C=this.byKey.get(H);if(!(!C||!this.active))try{let V=new Date(C.at).toISOString(),L=await this.options.api.list({...this.query(),end:V});for(let e of L.events)this.update(e);this.options.onChange()}catch{}}reset(){this.generation++,this.loaded=!1,this.loading=!1,this.pending=[],this.replaceOnRelease=!1,this.emptyPages=0,this.active&&this.load(),this.options.onChange()}async load(){await this.read({},H=>{this.replace(H)})}async more(){!this.active||this.loading||!this.loaded||this.cursor===null||this.nextPage.waiting||this.paused||await this.read({cursor:this.cursor},H=>{this.cursor=H.cursor,this.emptyPages=H.events.length===0?this.emptyPages+1:0,this.insert(H.events.map(j)),this.addGaps(H.gaps)})}get paused(){return this.emptyPages>=q3}async searchOn(){this.emptyPages=0,await this.more()}async refresh(){if(!this.active){this.missed=!0;return}if(!this.loaded)return this.load();this.loading||await this.read({},H=>this.merge(H))}async read(H,C){let V=++this.generation;this.loading=!0,this.missed=!1,this.options.onChange();try{let L=await this.options.api.list({...this.query(),...H});if(V!==this.generation)return;this.succeeded(L),C(L),this.options.onAnswer?.(L)}catch(L){if(V!==this.generation)return;this.failed(L,H.cursor!==void 0)}this.loading=!1,this.options.onChange(),this.missed&&this.active&&this.refresh()}query(){let{event_types:H,entity_ids:C,text:V,tags:L,reviewed:e}=this.filter,r=H.length>0?H:this.types;return{...C.length>0?{entity_ids:C}:this.source,...r.length>0?{event_types:r}:{},...V.trim()===""?{}:{text:V.trim()},...L.length>0?{tags:L}:{},...e===null?{}:{reviewed:e},...this.before===null?{}:{end:new Date(this.before).toISOString()},limit:Q3}}succeeded({errors:H={}}){let[C]=Object.values(H);this.failure=C?{since:Date.now(),text:C.message,entityIds:Object.keys(H)}:null,this.lastAnswer=Date.now(),this.loaded=!0,this.retry.reset(),this.nextPage.reset()}failed(H,C){C&&l2(H)==="bad_cursor"&&(this.loaded=!1);let V=K3.has(l2(H));this.failure={since:V?null:this.trouble?.since??this.lastAnswer??Date.now(),text:R(H),entityIds:null},V&&this.replace({events:[],gaps:[],cursor:null}),!(!this.active||V)&&(C&&this.loaded?this.nextPage.start():this.retry.start())}replace(H){this.items=[],this.byKey.clear(),this.gaps=[],this.pending=[],this.replaceOnRelease=!1,this.cursor=H.cursor,this.insert(H.events.map(j)),this.addGaps(H.gaps)}merge(H){let C=H.events.map(j).sort(B1),V=C.filter(({key:r})=>this.byKey.has(r));if(H.cursor===null||V.length===0){this.held&&this.items.length>0&&V.length===0&&C.length>0?(this.pending=C,this.replaceOnRelease=!0):this.replace(H);return}let L=new Set(C.map(({key:r})=>r)),e=C.at(-1)?.at??0;this.items=this.items.filter(r=>{let i=r.at<e||L.has(r.key);return i||this.byKey.delete(r.key),i});for(let{event:r}of V)this.update(r);this.pending=this.pending.filter(r=>!L.has(r.key)),this.add(C.filter(({key:r})=>!this.byKey.has(r))),this.addGaps(H.gaps)}insert(H){let C=[];for(let e of H){let r=this.byKey.get(e.key);r?r.event=e.event:(this.byKey.set(e.key,e),C.push(e))}if(C.length===0)return;C.sort(B1);let V=this.items.at(-1),L=C[0];this.items=[...this.items,...C],V&&B1(V,L)>0&&this.items.sort(B1)}add(H){this.held||this.before!==null?this.pending=[...this.pending,...H]:this.insert(H)}addGaps(H){let C=L=>`${L.entity_ids??""} ${L.start}`,V=new Map(this.gaps.map(L=>[C(L),L]));for(let L of H)V.set(C(L),L);this.gaps=[...V.values()]}update(H){let C=o1(H),V=this.byKey.get(C)??this.pending.find(L=>L.key===C);return V&&(V.event=H),V!==void 0}receive(H){if(!this.active){this.missed=!0;return}switch(H.type){case"event":case"changed":case"picture":this.receiveEvent(H.event,H.type==="event");break;case"gap":this.addGaps([H.gap]);break;case"availability":this.receiveAvailability(H);break}this.options.onMessage?.(H),this.options.onChange()}receiveEvent(H,C){if(this.update(H)||!C||!k1(H,this.limits(),this.options.names()))return;let V=j(H),L=this.items.at(-1);this.cursor!==null&&L&&V.at<L.at||this.add([V])}limits(){return this.filter.event_types.length>0?this.filter:{...this.filter,event_types:this.types}}receiveAvailability({available:H,since:C,entity_ids:V}){let L=this.trouble!==null;this.outage=H?null:{since:C?Date.parse(C):this.lastAnswer??Date.now(),text:"",entityIds:V??null},H&&L&&this.refresh()}}});function C0(M){return{day:M,read:0,items:new Map,complete:!1,counts:null,coverage:new Map}}function s2(M,H){return H>=M.start&&H<M.end}var j3,X3,Y3,J3,_5,T1,I5=n(()=>{"use strict";x2();j3=200,X3=3,Y3=288,J3=4,_5=5*6e4,T1=class{constructor(H,C){this.day=null;this.source={};this.cameras=[];this.days=new Map;this.api=H,this.onChange=C}configure(H){this.source=H,this.days.clear()}setCameras(H){this.cameras=H.length<=J3?H:[]}get data(){return this.day?this.days.get(this.day.key):void 0}get items(){return[...this.data?.items.values()??[]]}get coverage(){return this.data?.coverage??new Map}counts(H){let C=this.data;if(!C)return{types:{},approximate:!1};if(C.counts&&!C.complete&&H.length===0)return C.counts;let V={};for(let{event:L}of C.items.values())(H.length===0||H.includes(L.entity_id))&&(V[L.event_type]=(V[L.event_type]??0)+1);return{types:V,approximate:!C.complete}}isRecorded(H){for(let C of this.days.values()){let V=C.coverage.get(H.event.entity_id);if(V&&s2(C.day,H.at)&&H.at<C.read-_5)return V.some(([L,e])=>H.at>=L-1e3&&H.at<=e+1e3)}return null}async show(H,C){this.day=H;let V=this.days.get(H.key),L=V??C0(H);this.days.set(H.key,L);let e=L.read>=H.end||L.read>Date.now()-_5,i=this.cameras.filter(o=>!e||!L.coverage.has(o)).map(o=>this.readCoverage(H,L,o));if(!V&&C){L.complete=!0;for(let{at:o,event:p}of C)s2(H,o)&&this.put(L,p)}else V||i.push(this.readEvents(H,L));if(i.length===0)return;e||(L.read=Date.now()),(await Promise.allSettled(i)).some(({status:o})=>o==="rejected")&&this.days.delete(H.key),this.onChange()}async readEvents(H,C){let V={...this.source,start:new Date(H.start).toISOString(),end:new Date(H.end-1).toISOString(),limit:j3},L=null;for(let e=0;e<X3;e++){let r=await this.api.list({...V,...L===null?{}:{cursor:L},...e===1?{counts:H.key}:{}});for(let i of r.events)this.put(C,i);if(C.counts=r.counts??C.counts,C.complete=r.cursor===null,L=r.cursor,this.onChange(),L===null)return}}async readCoverage(H,C,V){let L=Math.min(H.end,Date.now()),e=L>H.start?await this.api.coverage(V,new Date(H.start).toISOString(),new Date(L).toISOString(),Y3):[];C.coverage.set(V,e.map(([r,i])=>{let t=Date.parse(r);return[t,t+i*1e3]}))}receive(H){let C=Date.parse(H.time);for(let V of this.days.values())s2(V.day,C)&&(!V.items.has(o1(H))&&V.counts&&(V.counts.types[H.event_type]=(V.counts.types[H.event_type]??0)+1),this.put(V,H))}put(H,C){H.items.set(o1(C),j(C))}}});function N5(){return document.querySelector("home-assistant")?.hass}function Q(M){return N5()?.localize(`component.vxg.selector.card.options.${M}`)||""}async function W5(){for(let M=0;M<60;M++){let H=N5();if(H?.loadBackendTranslation){await H.loadBackendTranslation("selector","vxg");return}await new Promise(C=>setTimeout(C,1e3))}}var F1=n(()=>{"use strict"});var E,U5,R1=n(()=>{"use strict";F1();E={show_live:!0,show_bar:!0,show_list:!0,show_filters:!0},U5={schema:[{name:"title",selector:{text:{}}},{name:"entities",selector:{entity:{multiple:!0,filter:{integration:"vxg",domain:"camera"}}}},{name:"event_types",selector:{text:{multiple:!0}}},{name:"",type:"grid",schema:Object.keys(E).map(M=>({name:M,selector:{boolean:{}}}))}],computeLabel:({name:M})=>Q(`field_${M}`)||void 0}});var E1,G5=n(()=>{"use strict";v2();E1=class{constructor(H,C,V){this.generation=0;this.retry=new G(()=>{this.subscribe()});this.reconnected=()=>{this.unsubscribe=void 0,this.subscribe(),this.onReconnect()};this.api=H,this.onMessage=C,this.onReconnect=V}start(H,C){this.stop(),this.source=C,this.connection=H,H.addEventListener("ready",this.reconnected),this.subscribe()}stop(){this.generation++,this.source=void 0,this.retry.reset(),this.connection?.removeEventListener("ready",this.reconnected),this.cancel()}async subscribe(){if(!this.source)return;let H=++this.generation;try{let C=await this.api.subscribe(this.source,V=>{H===this.generation&&this.onMessage(V)});H===this.generation?(this.unsubscribe=C,this.retry.reset()):await C()}catch{H===this.generation&&this.retry.start()}}cancel(){let H=this.unsubscribe;this.unsubscribe=void 0,Promise.resolve(H?.()).catch(()=>{})}}});function s(M,H=80){let C=typeof M=="string"?M:V0(M),V=C.slice(0,H*4).replace(H0," ").replace(/\s+/g," ").trim(),L=[...V];return L.length>H||C.length>H*4?`${L.slice(0,H-1).join("")}…`:V}function V0(M){return M==null?"":typeof M=="object"?JSON.stringify(M):String(M)}function D1(M,H){return Object.entries(M).filter(([C,V])=>C!==a1&&!L0.test(C)&&!(C===H&&M0(V)))}function M0(M){return M===null||M===!0||s(M)===""}function Q5(M,H){let C=s(H,40);return C===""?s(M,40):`${s(M,40)}: ${C}`}function z5(M){let H=s(M.replace(/[_-]+/g," "),60);return H.charAt(0).toUpperCase()+H.slice(1)}var H0,L0,a1,D=n(()=>{"use strict";H0=/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;L0=/^(description|end_time|ip_address|process|result.*|start_time|status_.*|user_.*)$/i,a1="caption"});function r0(M){return M.locale.time_zone==="server"?M.config.time_zone:Intl.DateTimeFormat().resolvedOptions().timeZone}function t0({time_format:M,language:H}){return M==="12"||M==="24"?M==="12":new Date(2026,0,1,22).toLocaleTimeString(M==="language"?H:void 0).includes("10")}var e0,K5,$1,q5=n(()=>{"use strict";D();M1();e0=6e4,K5="component.vxg.";$1=class{constructor(H){this.hass=H,this.zone=r0(H);let C=H.locale.language,V=t0(H.locale),L={timeZone:this.zone,hour:V?"numeric":"2-digit",hourCycle:V?"h12":"h23"};this.hourFormat=new Intl.DateTimeFormat(C,L),this.clockFormat=new Intl.DateTimeFormat(C,{...L,minute:"2-digit"}),this.secondsFormat=new Intl.DateTimeFormat(C,{...L,minute:"2-digit",second:"2-digit"}),this.dayFormat=new Intl.DateTimeFormat(C,{timeZone:this.zone,weekday:"long",day:"numeric",month:"long"}),this.relativeFormat=new Intl.RelativeTimeFormat(C,{numeric:"auto",style:"short"}),this.numberFormat=new Intl.NumberFormat(C)}dayOf(H){return(!this.lastDay||H<this.lastDay.start||H>=this.lastDay.end)&&(this.lastDay=k(H,this.zone)),this.lastDay}text(H,C){return this.hass.localize(`${K5}selector.card.options.${H}`,C)||""}clock(H){return this.clockFormat.format(H)}seconds(H){return this.secondsFormat.format(H)}daySeconds(H,C){return`${this.day(this.dayOf(H),C)}, ${this.seconds(H)}`}hour(H){return this.hourFormat.format(H)}number(H){return this.numberFormat.format(H)}day(H,C){let V=this.dayOf(C),L=this.dayFormat.format(H.start);return H.key===V.key?`${this.text("today")} · ${L}`:H.end===V.start?`${this.text("yesterday")} · ${L}`:L}relative(H,C){let V=Math.round((H-C)/e0);return V===0?this.relativeFormat.format(0,"second"):Math.abs(V)<60?this.relativeFormat.format(V,"minute"):Math.abs(V)<1440?this.relativeFormat.format(Math.round(V/60),"hour"):this.relativeFormat.format(Math.round(V/60/24),"day")}moment(H,C){let{start:V,end:L}=this.dayOf(C);return H>=V&&H<L?this.clock(H):`${this.dayFormat.format(H)}, ${this.clock(H)}`}type(H,C){let V=`entity.event.events.state_attributes.event_type.state.${H}`;return this.hass.localize(K5+V)||s(C,60)||z5(H)}camera(H){let C=this.hass.states[H]?.attributes.friendly_name;return s(C||H,60)}}});function j5(M,H,C,V){let L=[],e=M.at(-1)?.at??1/0,r=H.map(p=>({gap:p,at:Date.parse(p.end)})).filter(({at:p})=>p>=e||V==="end").sort((p,a)=>p.at-a.at),i,t=p=>{i&&p>=i.start&&p<i.end||(i=k(p,C),L.push({kind:"day",key:`day ${i.key}`,day:i}))},o=p=>{for(let a=r.at(-1);a&&a.at>=p;a=r.at(-1)){r.pop(),t(a.at);let{gap:l,at:m}=a;L.push({kind:"gap",key:`gap ${l.entity_ids??""} ${l.start}`,gap:l,at:m})}};return M.forEach((p,a)=>{o(p.at),t(p.at),L.push({kind:"event",key:p.key,item:p,position:a})}),o(-1/0),V&&L.push({kind:V,key:V}),L}var A1,Z2=n(()=>{"use strict";M1();A1=class{constructor(H,C){this.rows=H,this.tops=new Float64Array(H.length+1),H.forEach((V,L)=>{this.tops[L+1]=this.top(L)+C[V.kind]})}get height(){return this.top(this.rows.length)}top(H){return this.tops[H]??0}at(H){let C=0,V=this.rows.length-1;for(;C<V;){let L=C+V+1>>1;this.top(L)<=H?C=L:V=L-1}return C}between(H,C){return this.rows.length===0?[0,0]:[this.at(Math.max(0,H)),Math.min(this.rows.length,this.at(C)+1)]}dayAt(H){for(let C=this.at(H);C>=0;C--){let V=this.rows[C];if(V?.kind==="day")return V.day}}indexBefore(H){return this.rows.findIndex(C=>C.kind==="event"&&C.item.at<=H)}}});function J5(M){return!X5||!M||!/^[0-9a-f]{16}$/.test(M)||M===X5?!1:sessionStorage.getItem(Y5)!==M}function C3(M){sessionStorage.setItem(Y5,M??""),location.reload()}var Y5,i0,X5,H3=n(()=>{"use strict";Y5="vxg-events-card-reloaded",i0=/\/([0-9a-f]{16})\//,X5=i0.exec(import.meta.url)?.[1]});var o0,a0,A0,d0,p0,n0,V3,_1,L3=n(()=>{"use strict";h();q();i1();I5();R1();G5();w1();q5();T();Z2();x2();F();D();M1();H3();o0=6e4,a0=3e4,A0=30*o0,d0=400,p0=5e3,n0=["create_event","trigger_event","review_event","create_clip"],V3="vxgPlayer",_1=class extends Z{constructor(){super();this.cameras=[];this.absent=[];this.liveCamera="";this.rows=[];this.rowsAreOld=!0;this.wantedTime=null;this.outdated=null;this.onScreen=!1;this.active=!1;this.started="";this.renewed=0;this.api=B5(()=>this.present);this.store=new P1({api:this.api,names:()=>this.format,onChange:()=>this.changed(),onAnswer:({version:C,actions:V})=>{this.actions=V,this.noteVersion(C),this.day&&this.showDay(this.day)},onMessage:C=>this.onMessage(C)});this.days=new T1(this.api,()=>this.requestUpdate());this.feed=new E1(this.api,C=>this.store.receive(C),()=>{this.store.refresh()});this.screen=new IntersectionObserver(C=>{this.onScreen=C.at(-1)?.isIntersecting??!1,this.activate()});this.activate=()=>{let C=this.onScreen&&!document.hidden&&this.isConnected;C!==this.active&&(this.active=C,clearInterval(this.tick),this.now=Date.now(),(this.cameras.length>0||!C)&&this.store.setActive(C),C&&(this.tick=setInterval(()=>this.onTick(),a0),this.day&&this.showDay(this.day)),this.requestUpdate())};this.isRecorded=C=>this.days.isRecorded(C);this.onClosed=()=>{window.removeEventListener("popstate",this.onClosed),history.state?.[V3]&&history.back();let C=this.openItem?.key;this.openItem=void 0,this.requestUpdate(),C!==void 0&&this.updateComplete.then(()=>this.listElement?.focusKey(C))};this.onDayShown=C=>{clearTimeout(this.dayRest),this.dayRest=setTimeout(()=>this.showDay(C.detail),d0)};this.onDayPicked=C=>{let V=Date.now(),L=h5(this.day??k(V,this.zone),C.detail,this.zone);this.showDay(L),L.end>V?this.backToNow():this.goToTime(L.end-1)};this.now=Date.now()}static{this.properties={config:{state:!0},now:{state:!0}}}setConfig(C){let{entities:V,event_types:L}=C;for(let[e,r]of Object.entries({entities:V,event_types:L}))if(r!==void 0&&!(Array.isArray(r)&&r.every(i=>typeof i=="string")))throw new Error(`"${e}" must be a list of names`);this.config=C,this.restart()}set hass(C){let V=this.present;this.present=C,(C.localize!==V?.localize||C.locale!==V.locale||C.config.time_zone!==V.config.time_zone)&&(this.format=new $1(C),this.rowsAreOld=!0,this.requestUpdate()),C.language!==V?.language&&C.loadBackendTranslation?.("selector","vxg").then(()=>this.requestUpdate()),(C.entities!==V?.entities||this.absent.some(L=>C.states[L]))&&this.restart();for(let L of this.renderRoot?.querySelectorAll("vxg-events-live, vxg-events-player")??[])L.hass=C}connectedCallback(){super.connectedCallback(),this.screen.observe(this),document.addEventListener("visibilitychange",this.activate),this.cameras=[],this.restart()}disconnectedCallback(){super.disconnectedCallback(),this.screen.disconnect(),document.removeEventListener("visibilitychange",this.activate),window.removeEventListener("popstate",this.onClosed),clearTimeout(this.dayRest),this.openItem=void 0,this.onScreen=!1,this.activate(),this.feed.stop()}restart(){if(!this.present||!this.config||!this.isConnected)return;let{states:C}=this.present,V=k5(this.present,this.config),L=V.filter(t=>C[t]);this.absent=V.filter(t=>!C[t]);let e=this.config.event_types??[],r=JSON.stringify([L,e,this.config.entry_id]);if(r===this.started&&this.cameras.length>0||(this.started=r,this.cameras=L,L.includes(this.liveCamera)||(this.liveCamera=L[0]??""),L.length===0))return;let i=this.config.entry_id?{entry_id:this.config.entry_id}:{entity_ids:L};this.days.configure(i),this.store.configure(i,e),this.feed.start(this.present.connection,i),this.store.setActive(this.active),this.showDay(k(Date.now(),this.zone))}get zone(){return this.format?.zone??"UTC"}onTick(){this.now=Date.now(),this.day&&this.day.end>this.now&&this.showDay(this.day)}changed(){this.rowsAreOld=!0,this.requestUpdate()}onMessage(C){C.type==="availability"?this.noteVersion(C.version):C.type!=="gap"&&this.days.receive(C.event),this.now=Date.now()}noteVersion(C){J5(C)&&(this.outdated=C??null)}showDay(C){this.day=C,this.requestUpdate();let{show_bar:V,show_filters:L}=this.config??{};if(!this.active||!this.store.loaded||V===!1&&L===!1)return;let e=this.store.filter.entity_ids;this.days.setCameras(V===!1?[]:e.length>0?e:this.cameras);let r=this.store.hasAllSince(C.start);this.days.show(C,r?this.store.items:null)}willUpdate(){if(!this.rowsAreOld||!this.format)return;this.rowsAreOld=!1;let{store:C}=this,V=C.ended?"end":C.paused?"more":C.trouble&&!C.loaded?null:"loading";this.rows=j5(C.items,C.gaps,this.zone,V),this.openItem&&(this.openItem=C.find(this.openItem.key)??this.openItem)}render(){let{config:C,format:V,present:L}=this;return!C||!V||!L?d:A`<ha-card .header=${C.title}>
      ${this.outdated===null?d:this.notice(V.text("new_version"),V.text("reload"),()=>C3(this.outdated))}
      ${this.cameras.length===0?this.notice(V.text("no_cameras")):this.parts(C,V,L)}
      ${this.player(V,L)}
    </ha-card>`}parts(C,V,L){let e=C.show_live??this.cameras.length===1,r=e?A`<vxg-events-live
            .cameras=${this.cameras}
            .camera=${this.liveCamera}
            .format=${V}
            .hass=${L}
            .active=${this.active}
            .actions=${this.possible(this.liveCamera)}
            @camera-picked=${o=>{this.liveCamera=o.detail,this.requestUpdate()}}
          ></vxg-events-live>`:d,i=C.show_bar===!1?d:this.bar(V),t=C.show_list===!1?d:this.list(V,L);return A`<div class="parts ${e&&t!==d?"beside":""}">
      <div class="view">${r}${i}</div>
      <div class="events">${t}</div>
    </div>`}bar(C){let V=this.day??k(this.now,this.zone),{filter:L,gaps:e}=this.store,i=(L.entity_ids.length>0?L.entity_ids:this.cameras).map(o=>this.days.coverage.get(o)).filter(o=>o!==void 0),t=e.map(o=>[Date.parse(o.start),Date.parse(o.end)]).filter(([o,p])=>p>V.start&&o<V.end);return A`<vxg-events-bar
      .day=${V}
      .format=${C}
      .lanes=${i}
      .ticks=${this.ticks(V)}
      .gaps=${t.slice(-20)}
      .now=${this.now}
      @day-picked=${this.onDayPicked}
      @time-picked=${o=>this.goToTime(o.detail)}
    ></vxg-events-bar>`}ticks(C){let{filter:V}=this.store,L=V.event_types.length>0?V.event_types:this.config?.event_types??[],e={...V,event_types:L},r=({at:i,event:t})=>i>=C.start&&i<C.end&&k1(t,e,this.format);return[...this.store.items.filter(r),...this.days.items.filter(r)].map(({at:i})=>i)}list(C,V){let{store:L,days:e}=this,{types:r,approximate:i}=e.counts(L.filter.entity_ids),t=this.config?.event_types??[],o=t.length>0?t:y1(V,this.cameras),p=Object.fromEntries(Object.entries(r).filter(([a])=>t.length===0||t.includes(a)));return A`
      ${this.config?.show_filters===!1?d:A`<vxg-events-filters
            .filter=${L.filter}
            .format=${C}
            .types=${o}
            .counts=${p}
            .approximate=${i}
            .cameras=${this.cameras}
            @filter-changed=${a=>this.setFilter(a.detail)}
          ></vxg-events-filters>`}
      ${this.troubleNotice(C)}
      ${L.before===null?d:this.notice(C.text("until",{time:C.moment(L.before,this.now)}),C.text("back_to_now"),()=>this.backToNow())}
      ${this.isEmpty?this.notice(C.text(this.isFiltered?"no_match":"no_events")):d}
      <vxg-events-list
        .rows=${this.rows}
        .format=${C}
        .showCamera=${this.cameras.length>1}
        .isRecorded=${this.isRecorded}
        .newCount=${L.newCount}
        .now=${this.now}
        .busy=${L.loading}
        @more=${()=>{L.more()}}
        @search-on=${()=>{L.searchOn()}}
        @held=${a=>L.hold(a.detail)}
        @release=${()=>this.backToNow()}
        @day-shown=${this.onDayShown}
        @open-event=${a=>this.open(a.detail)}
        @picture-refused=${a=>this.renew(a.detail)}
      ></vxg-events-list>
    `}player(C,V){let L=this.openItem,e=L?this.store.items.indexOf(L):-1,r=i=>{let t=this.store.items[e+i];t&&this.open(t.key)};return A`<vxg-events-player
      .event=${L?.event??null}
      .format=${C}
      .hass=${V}
      .now=${this.now}
      .isRecorded=${L?this.isRecorded(L):null}
      .actions=${this.possible(L?.event.entity_id??"")}
      .hasNewer=${e>0}
      .hasOlder=${e>=0&&e<this.store.items.length-1}
      @newer=${()=>r(-1)}
      @older=${()=>r(1)}
      @closed=${this.onClosed}
      @reviewed=${i=>this.store.receive({type:"changed",event:i.detail})}
      @media-refused=${()=>L&&this.renew(L.key)}
      @tag-picked=${i=>{this.onClosed(),this.setFilter({...this.store.filter,tags:[i.detail]})}}
    ></vxg-events-player>`}notice(C,V,L){return A`<p class="notice" role="status">
      <span>${C}</span>
      ${V?A`<button class="button" @click=${L}>${V}</button>`:d}
    </p>`}troubleNotice(C){let{trouble:V}=this.store;if(!V)return d;let L=V.since===null?"":C.moment(V.since,this.now),e=L?V.entityIds?C.text("cameras_not_current",{time:L,cameras:V.entityIds.map(r=>C.camera(r)).join(", ")}):C.text("not_current",{time:L}):"";return A`<p class="notice trouble" role="status">
      ${x(v.alert)}<span>${e} ${s(V.text,300)}</span>
    </p>`}get isEmpty(){return this.store.ended&&this.store.items.length===0}get isFiltered(){let{event_types:C,text:V,tags:L,reviewed:e,entity_ids:r}=this.store.filter;return C.length+L.length+r.length>0||V!==""||e!==null}possible(C){return this.actions?this.actions[C]??[]:n0}setFilter(C){this.store.setFilter(C),this.listElement?.scrollTo({top:0}),this.day&&this.showDay(this.day)}get listElement(){return this.renderRoot.querySelector("vxg-events-list")}open(C){this.openItem||(history.pushState({...history.state,[V3]:!0},""),window.addEventListener("popstate",this.onClosed)),this.openItem=this.store.find(C),this.requestUpdate(),(this.openItem?this.store.items.indexOf(this.openItem):-1)>=this.store.items.length-3&&this.store.more()}renew(C){let V=Date.now();C===void 0||V-this.renewed<p0||(this.renewed=V,this.store.renew(C))}backToNow(){this.store.release(),this.store.before!==null&&this.store.goTo(null),this.listElement?.scrollTo({top:0}),this.showDay(k(Date.now(),this.zone))}goToTime(C){let{store:V}=this,{items:L,before:e}=V,r=V.ended||(L.at(-1)?.at??1/0)<=C;if(V.loaded&&r&&C<=(e??1/0)){this.listElement?.scrollToTime(C);return}let i=this.day&&C<this.day.end?this.day.end:1/0;this.wantedTime=C,V.goTo(Math.min(C+A0,i))}updated(C){if(this.wantedTime===null||!this.store.loaded||this.store.loading)return;let V=this.wantedTime;this.wantedTime=null;let L=this.listElement;L?.updateComplete.then(()=>L.scrollToTime(V))}getCardSize(){let{show_live:C,show_bar:V,show_list:L}=this.config??{};return(C===!1?0:6)+(V===!1?0:2)+(L===!1?0:10)}getGridOptions(){return{columns:12,min_columns:6,rows:"auto",min_rows:3}}static getConfigForm(){return U5}static getStubConfig(C){let[V]=e1(C);return{...V?{entities:[V]}:{},...E}}static{this.styles=[c,S`
      :host {
        display: block;
        height: 100%;
        container: card / inline-size;
      }
      ha-card {
        display: flex;
        flex-direction: column;
        height: 100%;
        overflow: hidden;
      }
      .parts,
      .events {
        display: flex;
        flex-direction: column;
        flex: 1 1 auto;
        min-width: 0;
        min-height: 0;
      }
      @container card (min-width: 760px) {
        .beside {
          flex-direction: row;
        }
        .beside .view {
          flex: 3 1 0;
          min-width: 0;
        }
        .beside .events {
          flex: 2 1 0;
          min-width: 340px;
          border-inline-start: 1px solid var(--divider-color);
        }
      }
      vxg-events-list {
        flex: 1 1 min(var(--content-height, 200px), 560px, 70vh);
        min-height: 0;
      }
      .notice {
        display: flex;
        align-items: center;
        gap: 8px;
        margin: 0;
        padding: 8px 16px;
        font-size: 14px;
        line-height: 20px;
      }
      .notice span {
        flex: 1;
        min-width: 0;
      }
      .trouble .icon {
        color: var(--warning-color);
      }
    `]}}});var m0,l0,I1,M3=n(()=>{"use strict";h();w1();T();F();D();m0=400,l0=255,I1=class extends Z{constructor(){super(...arguments);this.onInput=C=>{let V=C.target.value;clearTimeout(this.rest),V!==this.filter.text&&(this.rest=setTimeout(()=>this.set({text:V}),C.type==="change"?0:m0))}}static{this.properties={filter:{attribute:!1},format:{attribute:!1},types:{attribute:!1},counts:{attribute:!1},approximate:{attribute:!1},cameras:{attribute:!1}}}render(){let{filter:C,format:V}=this;return A`
      <div class="search">
        ${x(v.search)}
        <input
          type="search"
          maxlength=${l0}
          aria-label=${V.text("search")}
          placeholder=${V.text("search")}
          .value=${C.text}
          @input=${this.onInput}
          @change=${this.onInput}
        />
      </div>
      <div class="chips" role="group" aria-label=${V.text("filter")}>
        ${C.tags.map(L=>this.chip(s(L,40),v.close,!0,()=>this.set({tags:b1(C.tags,L)})))}
        ${this.sortedTypes().map(L=>this.typeChip(L))}
        ${this.chip(V.text("unreviewed"),v.review,C.reviewed===!1,()=>this.set({reviewed:C.reviewed===!1?null:!1}))}
        ${this.cameras.length>1?this.cameras.map(L=>this.chip(V.camera(L),null,C.entity_ids.includes(L),()=>this.set({entity_ids:b1(C.entity_ids,L)}))):d}
      </div>
    `}sortedTypes(){let C=this.filter.event_types;return[...new Set([...this.types,...Object.keys(this.counts),...C])].filter(L=>(this.counts[L]??0)>0||C.includes(L)).sort((L,e)=>(this.counts[e]??0)-(this.counts[L]??0)||(L<e?-1:1)).slice(0,16)}typeChip(C){let{filter:V,format:L}=this,e=this.counts[C]??0,r=`${L.number(e)}${this.approximate?"+":""}`;return this.chip(L.type(C),P(C),V.event_types.includes(C),()=>this.set({event_types:b1(V.event_types,C)}),r)}chip(C,V,L,e,r){return A`<button class="chip" aria-pressed=${L?"true":"false"} @click=${e}>
      ${V?x(V):d}<span class="foreign">${C}</span>
      ${r===void 0?d:A`<span class="count">${r}</span>`}
    </button>`}set(C){this.dispatchEvent(new CustomEvent("filter-changed",{detail:{...this.filter,...C}}))}static{this.styles=[c,S`
      :host {
        display: flex;
        flex-direction: column;
        gap: 8px;
        padding: 8px 0;
      }
      .search {
        position: relative;
        margin: 0 16px;
      }
      .search .icon {
        position: absolute;
        inset-block-start: 10px;
        inset-inline-start: 12px;
        color: var(--secondary-text-color);
        pointer-events: none;
      }
      input {
        width: 100%;
        height: 40px;
        padding: 0 12px 0 40px;
        padding-inline: 40px 12px;
        border: 1px solid transparent;
        border-radius: var(--ha-border-radius-pill, 9999px);
        font: inherit;
        font-size: 14px;
        color: inherit;
        background-color: var(--secondary-background-color);
      }
      input::placeholder {
        color: var(--secondary-text-color);
        opacity: 1;
      }
      input:focus {
        outline: none;
        border-color: var(--primary-color);
      }
      .chips {
        display: flex;
        gap: 8px;
        padding: 2px 16px;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .chip span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .count {
        font-variant-numeric: tabular-nums;
        color: var(--secondary-text-color);
      }
    `]}}});var e3,r3,N1,t3=n(()=>{e3={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},r3=M=>(...H)=>({_$litDirective$:M,values:H}),N1=class{constructor(H){}get _$AU(){return this._$AM._$AU}_$AT(H,C,V){this._$Ct=H,this._$AM=C,this._$Ci=V}_$AS(H,C){return this.update(H,C)}update(H,C){return this.render(...C)}}});var v0,i3,o3,X,$,x0,a3,A3,W1,d3=n(()=>{K();({I:v0}=G2),i3=M=>M,o3=()=>document.createComment(""),X=(M,H,C)=>{let V=M._$AA.parentNode,L=H===void 0?M._$AB:H._$AA;if(C===void 0){let e=V.insertBefore(o3(),L),r=V.insertBefore(o3(),L);C=new v0(e,r,M,M.options)}else{let e=C._$AB.nextSibling,r=C._$AM,i=r!==M;if(i){let t;C._$AQ?.(M),C._$AM=M,C._$AP!==void 0&&(t=M._$AU)!==r._$AU&&C._$AP(t)}if(e!==L||i){let t=C._$AA;for(;t!==e;){let o=i3(t).nextSibling;i3(V).insertBefore(t,L),t=o}}}return C},$=(M,H,C=M)=>(M._$AI(H,C),M),x0={},a3=(M,H=x0)=>M._$AH=H,A3=M=>M._$AH,W1=M=>{M._$AR(),M._$AA.remove()}});var p3,n3,m3=n(()=>{K();t3();d3();p3=(M,H,C)=>{let V=new Map;for(let L=H;L<=C;L++)V.set(M[L],L);return V},n3=r3(class extends N1{constructor(M){if(super(M),M.type!==e3.CHILD)throw Error("repeat() can only be used in text expressions")}dt(M,H,C){let V;C===void 0?C=H:H!==void 0&&(V=H);let L=[],e=[],r=0;for(let i of M)L[r]=V?V(i,r):r,e[r]=C(i,r),r++;return{values:e,keys:L}}render(M,H,C){return this.dt(M,H,C).values}update(M,[H,C,V]){let L=A3(M),{values:e,keys:r}=this.dt(H,C,V);if(!Array.isArray(L))return this.ut=r,e;let i=this.ut??=[],t=[],o,p,a=0,l=L.length-1,m=0,u=e.length-1;for(;a<=l&&m<=u;)if(L[a]===null)a++;else if(L[l]===null)l--;else if(i[a]===r[m])t[m]=$(L[a],e[m]),a++,m++;else if(i[l]===r[u])t[u]=$(L[l],e[u]),l--,u--;else if(i[a]===r[u])t[u]=$(L[a],e[u]),X(M,t[u+1],L[a]),a++,u--;else if(i[l]===r[m])t[m]=$(L[l],e[m]),X(M,L[a],L[l]),l--,m++;else if(o===void 0&&(o=p3(r,m,u),p=p3(i,a,l)),o.has(i[a]))if(o.has(i[l])){let g=p.get(r[m]),X1=g!==void 0?L[g]:null;if(X1===null){let f2=X(M,L[a]);$(f2,e[m]),t[m]=f2}else t[m]=$(X1,e[m]),X(M,L[a],X1),L[g]=null;m++}else W1(L[l]),l--;else W1(L[a]),a++;for(;m<=u;){let g=X(M,t[u+1]);$(g,e[m]),t[m++]=g}for(;a<=l;){let g=L[a++];g!==null&&W1(g)}return this.ut=r,a3(M,t),y}})});var l3=n(()=>{m3()});function v3(M){return M.currentTarget.dataset.key??""}var d1,s0,Z0,u0,S0,U1,c0,h0,g0,G1,x3=n(()=>{"use strict";h();l3();T();Z2();F();D();d1={day:44,event:80,gap:48,end:56,loading:56,more:64},s0=240,Z0=80,u0=1600,S0=3,U1=8,c0=200,h0=10*6e4,g0=200,G1=class extends Z{constructor(){super();this.layout=new A1([],d1);this.top=0;this.extent=0;this.rushing=!1;this.focused=null;this.movedByUser=!1;this.dayKey="";this.withPictures=new Set;this.broken=new Set;this.loadedPictures=new Set;this.resize=new ResizeObserver(()=>this.measure());this.onMoved=()=>{this.movedByUser=!0};this.onScroll=()=>{let C=this.scroller;if(!C)return;let V=this.top;this.top=C.scrollTop,this.top>U1!=V>U1&&this.send("held",this.top>U1),this.rushing=Math.abs(this.top-V)>this.extent,clearTimeout(this.settle),this.settle=setTimeout(()=>{this.rushing=!1,this.requestUpdate()},c0),this.requestUpdate()};this.release=()=>{this.scrollTo({top:0}),this.send("release")};this.searchOn=()=>this.send("search-on");this.onFocus=C=>{this.focused=v3(C),this.requestUpdate()};this.open=C=>this.send("open-event",v3(C));this.onBroken=C=>{let V=C.currentTarget,L=V.getAttribute("src");L!==null&&(this.broken.add(L),this.requestUpdate(),this.send("picture-refused",V.closest("[data-key]")?.dataset.key))};this.onKey=C=>{let V=this.layout.rows.filter(p=>p.kind==="event"),L=C.target.closest("[data-key]"),e=V.findIndex(p=>p.key===L?.dataset.key),r=Math.max(1,Math.floor(this.extent/d1.event)-1),t={ArrowDown:e+1,ArrowUp:e-1,PageDown:e+r,PageUp:e-r,Home:0,End:V.length-1}[C.key];if(t===void 0||e<0||C.altKey||C.ctrlKey||C.metaKey)return;C.preventDefault(),this.movedByUser=!0;let o=V[Math.min(Math.max(t,0),V.length-1)];o&&this.focusRow(o.key)};this.rows=[]}static{this.properties={rows:{attribute:!1},format:{attribute:!1},showCamera:{attribute:!1},isRecorded:{attribute:!1},newCount:{attribute:!1},now:{attribute:!1},busy:{attribute:!1}}}connectedCallback(){super.connectedCallback(),this.resize.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.resize.disconnect(),clearTimeout(this.settle)}get scroller(){return this.renderRoot.querySelector(".scroller")}measure(){let C=this.scroller;C&&(this.extent=C.clientHeight,this.requestUpdate())}willUpdate(C){if(C.has("rows")){this.layout=new A1(this.rows,d1);let V=this.rows.slice(0,g0).filter(L=>L.kind==="event");this.withPictures=new Set(V.filter(({item:L})=>L.event.picture).map(({item:L})=>L.event.event_type)),this.style.setProperty("--content-height",`${this.layout.height+16}px`)}}render(){let C=Math.max(this.extent,300),V=(u0-C)/2,L=Math.min(Math.max(V,Z0),s0),[e,r]=this.layout.between(this.top-L,this.top+C+L),i=this.layout.rows.slice(e,r),t=this.layout.dayAt(this.top+1);return A`
      <div
        class="scroller"
        @scroll=${this.onScroll}
        @keydown=${this.onKey}
        @wheel=${{handleEvent:this.onMoved,passive:!0}}
        @touchmove=${{handleEvent:this.onMoved,passive:!0}}
        @pointerdown=${this.onMoved}
      >
        <div
          class="space"
          role="region"
          aria-label=${this.format.text("events")}
          aria-busy=${this.busy?"true":"false"}
          style="height:${this.layout.height}px"
        >
          ${n3(i,o=>o.key,(o,p)=>this.row(o,this.layout.top(e+p)))}
        </div>
      </div>
      ${t&&this.top>U1?A`<div class="current day" aria-hidden="true">${this.format.day(t,this.now)}</div>`:d}
      ${this.newCount>0?A`<button class="new" @click=${this.release}>
            ${this.format.text("new_events",{count:this.format.number(this.newCount)})}
          </button>`:d}
    `}row(C,V){let L=`transform:translateY(${V}px)`;switch(C.kind){case"day":return A`<h2 class="row day" style=${L}>${this.format.day(C.day,this.now)}</h2>`;case"event":return this.event(C.item,C.position,L);case"gap":return A`<p class="row gap" style=${L}>
          ${x(v.alert)}
          <span>
            ${this.format.text("gap",{start:this.format.moment(Date.parse(C.gap.start),this.now),end:this.format.moment(Date.parse(C.gap.end),this.now),count:this.format.number(C.gap.recovered)})}
          </span>
        </p>`;case"more":return A`<div class="row note" style=${L}>
          <button class="button" @click=${this.searchOn}>${this.format.text("search_on")}</button>
        </div>`;default:return A`<p class="row note" style=${L}>
          ${C.kind==="end"?this.format.text("end"):A`<span class="spinner"></span>`}
        </p>`}}event(C,V,L){let{event:e,at:r,key:i}=C,t=this.format.relative(r,this.now),o=this.showCamera?this.format.camera(e.entity_id):"",p=P(e.event_type);return A`<button
      class="row event"
      style=${L}
      data-key=${i}
      tabindex=${this.isCurrent(i,V)?0:-1}
      @focus=${this.onFocus}
      @click=${this.open}
    >
      ${this.thumbnail(e)}
      <span class="main">
        <span class="title">
          ${e.picture===null?d:x(p)}
          <b class="foreign">${this.format.type(e.event_type,e.name)}</b>
          <time datetime=${e.time}>${this.format.clock(r)}</time>
        </span>
        <span class="sub foreign">${o}${o?" · ":""}${t}</span>
        ${this.chips(C)}
      </span>
    </button>`}thumbnail(C){let{picture:V}=C;return V!==null&&!this.broken.has(V)&&(!this.rushing||this.loadedPictures.has(V))?(this.loadedPictures.add(V),A`<img
      class="thumb"
      alt=""
      decoding="async"
      src=${V}
      @error=${this.onBroken}
    />`):A`<span class="thumb">${x(P(C.event_type))}</span>`}chips(C){let{event:V,at:L}=C,e=[];V.late&&e.push(["late","late"]),V.reviewed&&e.push(["reviewed","reviewed"]),this.isRecorded(C)===!1&&e.push(["plain","no_recording"]);let r=this.now-L,i=r>=0&&r<h0&&this.withPictures.has(V.event_type);V.picture===null&&i&&e.push(["plain","picture_to_come"]);let t=s(V.metadata[a1],120),o=t?[]:D1(V.metadata,V.event_type).slice(0,S0);return e.length+o.length===0&&!t?d:A`<span class="chips">
      ${e.map(([p,a])=>A`<i class=${p}>${this.format.text(a)}</i>`)}
      ${o.map(([p,a])=>A`<i class="tag foreign">${Q5(p,a)}</i>`)}
      ${t?A`<i class="caption foreign">${t}</i>`:d}
    </span>`}isCurrent(C,V){return this.focused===null?V===0:C===this.focused}updated(C){if(C.has("rows")){!this.rows.some(e=>e.key===this.focused)&&this.focused!==null&&(this.focused=null,this.requestUpdate());let L=this.scroller;L&&(this.extent=L.clientHeight,L.scrollTop!==this.top&&this.onScroll())}this.reportDay(),this.askForMore()}reportDay(){let C=this.layout.dayAt(this.top+1);!C||C.key===this.dayKey||this.rushing||!this.movedByUser||(this.dayKey=C.key,this.send("day-shown",C))}askForMore(){this.rows.at(-1)?.kind==="loading"&&this.top+this.extent*2>=this.layout.height&&this.send("more")}send(C,V){this.dispatchEvent(new CustomEvent(C,{detail:V}))}scrollTo(C,V=0){let L=typeof C=="number"?V:C.top;this.scroller?.scrollTo({top:L}),this.onScroll()}scrollToTime(C){let V=this.layout.indexBefore(C);this.movedByUser=!1,this.dayKey="",V>=0&&this.scrollTo({top:Math.max(0,this.layout.top(V)-d1.day)})}async focusRow(C){this.focused=C;let V=this.layout.rows.findIndex(i=>i.key===C),L=this.layout.top(V),e=this.layout.top(V+1),r=d1.day;V<=1?this.scrollTo({top:0}):L-r<this.top?this.scrollTo({top:L-r}):e>this.top+this.extent&&this.scrollTo({top:e-this.extent}),this.requestUpdate(),await this.updateComplete,this.focusKey(C)}focusKey(C){[...this.renderRoot.querySelectorAll("[data-key]")].find(L=>L.dataset.key===C)?.focus({preventScroll:!0})}static{this.styles=[c,S`
      :host {
        display: block;
        position: relative;
        overflow: hidden;
      }
      .scroller {
        height: 100%;
        overflow-y: auto;
        overscroll-behavior: contain;
        overflow-anchor: none;
        scrollbar-width: thin;
        scrollbar-color: var(--scrollbar-thumb-color, var(--divider-color)) transparent;
      }
      .space {
        position: relative;
        contain: layout;
      }
      .row {
        position: absolute;
        inset: 0 0 auto;
        margin: 0;
        contain: layout style;
      }
      .day {
        height: 44px;
        padding: 14px 16px 6px;
        font-size: 14px;
        font-weight: 500;
        line-height: 24px;
        color: var(--secondary-text-color);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .current {
        position: absolute;
        inset: 0 12px auto 0;
        padding-top: 12px;
        background-color: var(--ha-card-background, var(--card-background-color));
      }
      .event {
        display: flex;
        align-items: center;
        gap: 12px;
        width: 100%;
        height: 80px;
        padding: 6px 16px;
        text-align: start;
      }
      .event:hover {
        background-color: var(--secondary-background-color);
      }
      .event:focus-visible {
        outline-offset: -3px;
        border-radius: var(--ha-border-radius-md, 8px);
      }
      .thumb {
        display: flex;
        align-items: center;
        justify-content: center;
        width: 112px;
        height: 63px;
        flex: none;
        object-fit: cover;
        border-radius: var(--ha-border-radius-md, 8px);
        color: var(--secondary-text-color);
        background-color: var(--secondary-background-color);
      }
      .thumb .icon {
        width: 28px;
        height: 28px;
        opacity: 0.7;
      }
      .main {
        display: flex;
        flex-direction: column;
        flex: 1;
        min-width: 0;
        line-height: 20px;
      }
      .title {
        display: flex;
        align-items: center;
        gap: 6px;
        font-size: 15px;
      }
      .title .icon {
        width: 18px;
        height: 18px;
        color: var(--primary-color);
      }
      .title b {
        flex: 1;
        min-width: 0;
        font-weight: 500;
      }
      .title b,
      .sub,
      .caption,
      .tag {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      time {
        font-size: 13px;
        font-variant-numeric: tabular-nums;
        color: var(--secondary-text-color);
      }
      .sub {
        font-size: 13px;
        color: var(--secondary-text-color);
      }
      .chips {
        display: flex;
        gap: 4px;
        margin-top: 2px;
        overflow: hidden;
        mask-image: linear-gradient(to left, transparent, black 16px);
      }
      .chips:dir(rtl) {
        mask-image: linear-gradient(to right, transparent, black 16px);
      }
      .chips i {
        flex: none;
        max-width: 200px;
        padding: 0 8px;
        border-radius: 10px;
        font-size: 12px;
        font-style: normal;
        line-height: 20px;
        background-color: var(--secondary-background-color);
        color: var(--primary-text-color);
      }
      .event:hover .chips i {
        background-color: var(--divider-color);
      }
      .chips .late {
        background-color: color-mix(in srgb, var(--warning-color) 25%, transparent);
      }
      .chips .reviewed {
        background-color: color-mix(in srgb, var(--success-color) 25%, transparent);
      }
      .chips .caption {
        max-width: none;
        flex: 0 1 auto;
        min-width: 0;
        padding: 0;
        background: none !important;
        color: var(--secondary-text-color);
      }
      .gap {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 48px;
        padding: 4px 16px;
        font-size: 12px;
        line-height: 16px;
      }
      .gap .icon {
        color: var(--warning-color);
      }
      .note {
        display: flex;
        align-items: center;
        justify-content: center;
        height: 56px;
        font-size: 13px;
        color: var(--secondary-text-color);
      }
      .spinner {
        width: 24px;
        height: 24px;
        border: 3px solid var(--divider-color);
        border-top-color: var(--primary-color);
        border-radius: 50%;
        animation: turn 1s linear infinite;
      }
      @keyframes turn {
        to {
          rotate: 360deg;
        }
      }
      .new {
        position: absolute;
        inset: 44px 0 auto;
        width: fit-content;
        margin: auto;
        padding: 0 16px;
        height: 36px;
        border-radius: 18px;
        font-size: 14px;
        font-weight: 500;
        color: var(--text-primary-color, #fff);
        background-color: var(--primary-color);
        box-shadow: 0 2px 8px rgba(0, 0, 0, 0.3);
      }
      @container card (max-width: 400px) {
        .thumb {
          width: 88px;
          height: 56px;
        }
        .event {
          gap: 10px;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .spinner {
          animation-duration: 4s;
        }
      }
    `]}}});var Q1,s3=n(()=>{"use strict";h();q();i1();T();F();D();Q1=class extends Z{constructor(){super();this.onMark=()=>this.renderRoot.querySelector("vxg-events-mark")?.show();this.actions=[],this.element=null,this.said=""}static{this.properties={cameras:{attribute:!1},camera:{attribute:!1},format:{attribute:!1},active:{attribute:!1},actions:{attribute:!1},element:{state:!0},said:{state:!0}}}set hass(C){this.present=C,this.element&&(this.element.hass=C);let V=this.renderRoot?.querySelector("vxg-events-mark");V&&(V.hass=C)}willUpdate(C){(C.has("camera")||C.has("active"))&&(this.element=null,this.active&&this.camera&&this.build(this.camera))}async build(C){let V=await window.loadCardHelpers?.();if(!V||C!==this.camera||!this.active)return;let L=V.createCardElement({type:"picture-entity",entity:C,camera_view:"live",show_name:!1,show_state:!1});L.hass=this.present,this.element=L}render(){return A`
      ${this.cameras.length>1?this.cameraChips():d}
      <div class="view">${this.element}</div>
      ${this.buttons()}
      <p class="said" role="status">${this.said}</p>
    `}cameraChips(){return A`<div class="chips" role="group" aria-label=${this.format.text("cameras")}>
      ${this.cameras.map(C=>A`<button
          class="chip"
          aria-pressed=${C===this.camera?"true":"false"}
          @click=${()=>this.dispatchEvent(new CustomEvent("camera-picked",{detail:C}))}
        >
          <span class="foreign">${this.format.camera(C)}</span>
        </button>`)}
    </div>`}buttons(){let C=this.present,V=C?w5(C,this.camera,this.actions):[],L=this.actions.includes("create_event");return!L&&V.length===0?d:A`<div class="chips" role="group" aria-label=${this.format.text("create_event")}>
        ${V.map(e=>this.button(e))}
        ${L?A`<button class="chip" @click=${this.onMark}>
              ${x(v.create)}${this.format.text("create_event")}…
            </button>`:d}
      </div>
      <vxg-events-mark
        .hass=${C}
        .format=${this.format}
        .camera=${this.camera}
        .types=${C?y1(C,[this.camera]):[]}
      ></vxg-events-mark>`}button({entity_id:C,translation_key:V,name:L}){let e=String(this.present?.states[C]?.attributes.friendly_name??C),r=this.format.camera(this.camera),i=L??(e.startsWith(`${r} `)?e.slice(r.length+1):e);return A`<button class="chip" @click=${()=>this.press(C)}>
      ${x(V==="trigger"?v.trigger:v.create)}
      <span class="foreign">${s(i,60)}</span>
    </button>`}async press(C){if(this.present)try{await P5(this.present,C),this.said=""}catch(V){this.said=s(R(V),300)}}static{this.styles=[c,S`
      :host {
        display: block;
      }
      .view {
        aspect-ratio: 16 / 9;
        max-height: 60vh;
        overflow: hidden;
        background-color: var(--secondary-background-color);
        --ha-card-border-width: 0;
        --ha-card-border-radius: 0;
        --ha-card-box-shadow: none;
      }
      .chips {
        display: flex;
        gap: 8px;
        padding: 8px 16px;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .chip span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .said {
        margin: 0;
        padding: 0 16px;
        font-size: 14px;
        color: var(--error-color);
      }
    `]}}});var z1,Z3=n(()=>{"use strict";h();q();T();F();D();z1=class extends Z{constructor(){super();this.close=()=>this.dialog?.close();this.onSubmit=async C=>{C.preventDefault();let V=new FormData(C.currentTarget),L=e=>String(V.get(e)??"").trim();if(!(!this.hass||L("type")==="")){this.working=!0,this.said="";try{await T5(this.hass,this.camera,L("type"),L("text")),this.close()}catch(e){this.said=s(R(e),300)}this.working=!1}};this.types=[],this.working=!1,this.said=""}static{this.properties={format:{attribute:!1},camera:{attribute:!1},types:{attribute:!1},working:{state:!0},said:{state:!0}}}get dialog(){return this.renderRoot.querySelector("dialog")}show(){this.said="",this.renderRoot.querySelector("form")?.reset(),this.dialog?.showModal()}render(){let{format:C}=this;return A`<dialog aria-labelledby="title" @keydown=${V=>V.stopPropagation()}>
      <header>
        <button class="icon-button" aria-label=${C.text("close")} @click=${this.close}>
          ${x(v.close)}
        </button>
        <h2 id="title">
          ${C.text("create_event")} · <span class="foreign">${C.camera(this.camera)}</span>
        </h2>
      </header>
      <form @submit=${this.onSubmit}>
        <label>
          ${C.text("event_type")}
          <input name="type" required maxlength="100" autocomplete="off" list="types" />
        </label>
        <datalist id="types">
          ${this.types.map(V=>A`<option value=${V}>${C.type(V)}</option>`)}
        </datalist>
        <label>
          ${C.text("note")}
          <input name="text" maxlength="255" autocomplete="off" />
        </label>
        <p class="said" role="alert">${this.said}</p>
        <div class="actions">
          <button type="button" class="button plain" @click=${this.close}>
            ${C.text("cancel")}
          </button>
          <button class="button" ?disabled=${this.working}>${C.text("create")}</button>
        </div>
      </form>
    </dialog>`}static{this.styles=[c,g1,S`
      dialog {
        width: min(480px, 100vw - 32px);
      }
      @media (max-width: 600px) {
        dialog {
          width: min(480px, 100vw - 32px);
          height: fit-content;
          border-radius: var(--ha-dialog-border-radius, var(--ha-border-radius-3xl, 24px));
        }
      }
      form {
        padding: 8px 24px 16px;
      }
      label {
        display: block;
        margin-bottom: 16px;
        font-size: 14px;
        color: var(--secondary-text-color);
      }
      input {
        display: block;
        width: 100%;
        height: 48px;
        margin-top: 4px;
        padding: 0 16px;
        border: 1px solid var(--outline-color, var(--divider-color));
        border-radius: var(--ha-border-radius-md, 8px);
        font: inherit;
        font-size: 16px;
        color: var(--primary-text-color);
        background-color: var(--secondary-background-color);
      }
      .said {
        min-height: 20px;
        margin: 0;
        font-size: 14px;
        color: var(--error-color);
      }
      .actions {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
      }
      .plain {
        background: none;
      }
    `]}}});var K1,u3=n(()=>{"use strict";h();q();T();F();D();K1=class extends Z{constructor(){super();this.shownKey="";this.onReview=()=>this.act(async(C,V)=>{await F5(C,V,V.reviewed),this.send("reviewed",{...V,reviewed:!V.reviewed})});this.onClip=()=>(this.said=this.format.text("saving_clip"),this.act(async(C,V)=>(await R5(C,V),this.format.text("clip_saved"))));this.onVideoError=()=>{this.failed=!0,this.send("media-refused")};this.onClose=()=>{this.event&&this.send("closed")};this.onBackdrop=C=>{let V=this.dialog;if(C.target!==V||!V)return;let{left:L,right:e,top:r,bottom:i}=V.getBoundingClientRect(),{clientX:t,clientY:o}=C;(t<L||t>e||o<r||o>i)&&this.onClose()};this.onKey=C=>{if(C.stopPropagation(),C.target.tagName==="VIDEO")return;let L=getComputedStyle(this).direction==="rtl"?"ArrowRight":"ArrowLeft";C.key!=="ArrowLeft"&&C.key!=="ArrowRight"||(C.key===L?this.hasNewer:this.hasOlder)&&this.send(C.key===L?"newer":"older")};this.event=null,this.actions=[],this.failed=!1,this.working=!1,this.said=""}static{this.properties={event:{attribute:!1},format:{attribute:!1},actions:{attribute:!1},hasNewer:{attribute:!1},hasOlder:{attribute:!1},now:{attribute:!1},isRecorded:{attribute:!1},failed:{state:!0},working:{state:!0},said:{state:!0}}}get dialog(){return this.renderRoot.querySelector("dialog")}willUpdate(C){if(!C.has("event"))return;let V=this.event?`${this.event.entity_id} ${this.event.event_id}`:"";V!==this.shownKey?(this.failed=!1,this.said="",this.shownKey=V):C.get("event")?.video!==this.event?.video&&(this.failed=!1)}updated(C){if(!C.has("event"))return;let V=this.dialog;this.event&&V&&!V.open&&V.showModal(),!this.event&&V?.open&&V.close()}render(){let{event:C,format:V}=this;if(!C)return A`<dialog></dialog>`;let L=Date.parse(C.time);return A`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @click=${this.onBackdrop}
      @keydown=${this.onKey}
    >
      <header>
        <button class="icon-button" aria-label=${V.text("close")} @click=${this.onClose}>
          ${x(v.close)}
        </button>
        <h2 id="title">
          <span class="foreign">${V.type(C.event_type,C.name)}</span> ·
          <span class="foreign">${V.camera(C.entity_id)}</span>
        </h2>
      </header>
      <div class="stage">
        ${this.video(C)}
        ${this.step("newer","previous",v.left,this.hasNewer)}
        ${this.step("older","next",v.right,this.hasOlder)}
      </div>
      <div class="body">
        <p class="when">
          ${x(P(C.event_type))}
          <time datetime=${C.time}>${V.daySeconds(L,this.now)}</time>
          ${C.late?A`<i class="late">${V.text("late")}</i>`:d}
          ${C.reviewed?A`<i class="reviewed">${V.text("reviewed")}</i>`:d}
        </p>
        ${this.tags(C)}
        <div class="actions">${this.buttons(C)}</div>
        <p class="said" role="status">${this.said}</p>
      </div>
    </dialog>`}video(C){return C.video===null||this.failed?A`${C.picture?A`<img alt="" src=${C.picture} />`:A`<div class="nothing">${x(P(C.event_type))}</div>`}
        <p class="failed" role="status">
          ${C.video===null?d:this.format.text(this.isRecorded===!1?"no_recording":"video_failed")}
        </p>`:A`<video
      controls
      autoplay
      playsinline
      preload="metadata"
      poster=${C.picture??d}
      src=${C.video}
      @error=${this.onVideoError}
    ></video>`}step(C,V,L,e){return A`<button
      class="icon-button ${C}"
      aria-label=${this.format.text(V)}
      title=${this.format.text(V)}
      ?disabled=${!e}
      @click=${()=>this.send(C)}
    >
      ${x(L)}
    </button>`}tags(C){let V=s(C.metadata[a1],1e3),L=D1(C.metadata,C.event_type).slice(0,60);return A`${V?A`<p class="caption foreign">${V}</p>`:d}
    ${L.length>0?A`<div class="tags" role="group" aria-label=${this.format.text("metadata")}>
          ${L.map(([e,r])=>this.tag(e,r))}
        </div>`:d}`}tag(C,V){let L=s(C,60),e=s(V,200);return A`<button
      class="chip"
      title=${this.format.text("filter_by",{tag:L})}
      @click=${()=>this.send("tag-picked",C)}
    >
      <span class="foreign">${L}</span>
      ${e===""?d:A`<b class="foreign">${e}</b>`}
    </button>`}buttons(C){let{format:V}=this,L=C.video!==null,e=C.reviewed?"mark_unreviewed":"mark_reviewed";return A`
      ${this.actions.includes("review_event")?A`<button class="button" ?disabled=${this.working} @click=${this.onReview}>
            ${x(C.reviewed?v.reviewed:v.review)}${V.text(e)}
          </button>`:d}
      ${L&&this.actions.includes("create_clip")?A`<button class="button" ?disabled=${this.working} @click=${this.onClip}>
            ${x(v.save)}${V.text("save_clip")}
          </button>`:d}
      ${L?A`<a class="button" href=${C.video} download=${this.fileName(C)}>
            ${x(v.download)}${V.text("download")}
          </a>`:d}
    `}fileName(C){return`${`${C.entity_id.replace(/^camera\./,"")}_${C.time}`.replace(/[^\w-]+/g,"-")}.mp4`}async act(C){let{hass:V,event:L}=this;if(!V||!L)return;this.working=!0;let e;try{e=await C(V,L)??""}catch(r){e=s(R(r),300)}this.working=!1,L.event_id===this.event?.event_id&&(this.said=e)}send(C,V){this.dispatchEvent(new CustomEvent(C,{detail:V}))}static{this.styles=[c,g1,S`
      .stage {
        position: relative;
        flex: 0 1 auto;
        min-height: 0;
        display: flex;
        align-items: center;
        justify-content: center;
        aspect-ratio: 16 / 9;
        background-color: #000;
      }
      video,
      img {
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .nothing .icon {
        width: 64px;
        height: 64px;
        color: #9e9e9e;
      }
      .failed {
        position: absolute;
        inset: auto 0 0;
        margin: 0;
        padding: 8px 16px;
        font-size: 14px;
        text-align: center;
        color: #fff;
        background-color: rgba(0, 0, 0, 0.7);
      }
      .failed:empty {
        display: none;
      }
      .stage .icon-button {
        position: absolute;
        inset-block: 0 0;
        margin-block: auto;
        color: #fff;
        background-color: rgba(0, 0, 0, 0.5);
      }
      .stage .icon-button:hover:not(:disabled) {
        background-color: rgba(0, 0, 0, 0.8);
      }
      .stage .icon-button:disabled {
        visibility: hidden;
      }
      .newer {
        inset-inline-start: 8px;
      }
      .older {
        inset-inline-end: 8px;
      }
      :host(:dir(rtl)) .stage .icon {
        transform: scaleX(-1);
      }
      .body {
        flex: 1 1 auto;
        overflow-y: auto;
        padding: 12px 24px 4px;
      }
      .body p {
        margin: 0 0 12px;
      }
      .when {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 8px;
        font-size: 15px;
      }
      .when .icon {
        color: var(--primary-color);
      }
      .when i {
        padding: 0 8px;
        border-radius: 10px;
        font-size: 12px;
        font-style: normal;
        line-height: 20px;
      }
      .late {
        background-color: color-mix(in srgb, var(--warning-color) 25%, transparent);
      }
      .reviewed {
        background-color: color-mix(in srgb, var(--success-color) 25%, transparent);
      }
      .caption {
        line-height: 1.5;
      }
      .tags,
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 12px;
      }
      .tags .chip {
        max-width: 100%;
      }
      .tags .chip span {
        color: var(--secondary-text-color);
      }
      .tags b {
        min-width: 0;
        font-weight: 500;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .said {
        min-height: 20px;
        line-height: 20px;
        font-size: 14px;
        color: var(--secondary-text-color);
      }
    `]}}});async function S2(M){let H=await M.loadBackendTranslation?.("selector","vxg")??M.localize;return C=>H(`component.vxg.selector.card.options.${C}`)||C}function u2(M,H){return String(M.states[H]?.attributes.friendly_name??H)}function c3(M){return M.slice(M.indexOf(".")+1)}function c2(M,H){if(!H.entities?.length)return e1(M);let C=H.entities.map(V=>r1(M,V));return[...new Set(C.filter(V=>V!==void 0))]}function O0(M,H){let C=new Map;for(let V of H){let L=M.areas[b5(M,V)??""]?.name??"";C.set(L,[...C.get(L)??[],V])}return[...C].sort(([V],[L])=>+(V==="")-+(L==="")||V.localeCompare(L,M.language))}function f0(M){return{type:"picture-entity",entity:M,camera_view:"auto",show_state:!1,tap_action:{action:"navigate",navigation_path:c3(M)},grid_options:{columns:6,rows:"auto"}}}function h3(M,H,C){let V=O0(M,H),L=C(V.length>1?"other_cameras":"cameras");return{title:C("overview"),path:"cameras",icon:"mdi:cctv",type:"sections",max_columns:3,sections:[...V.map(([e,r])=>({type:"grid",cards:[{type:"heading",heading:e||L},...r.map(f0)]})),h2(H,C,!1)]}}function y0(M,H){let C=["binary_sensor","switch","select","sensor"];return t1(M,H).filter(({entity_id:V,hidden:L,entity_category:e})=>C.includes(w(V))&&!L&&!e&&M.states[V]).sort((V,L)=>C.indexOf(w(V.entity_id))-C.indexOf(w(L.entity_id))||V.entity_id.localeCompare(L.entity_id)).map(({entity_id:V})=>({type:"tile",entity:V,name:u2(M,V).replace(`${u2(M,H)} `,"")}))}function g3(M,H,C){let V=y0(M,H);return{title:u2(M,H),path:c3(H),type:"sections",max_columns:3,sections:[{type:"grid",column_span:2,cards:[{type:S3,entities:[H],...E,grid_options:{columns:"full",rows:"auto"}}]},...V.length>0?[{type:"grid",cards:[{type:"heading",heading:C("states")},...V]}]:[]]}}function h2(M,H,C){return{type:"grid",cards:[{type:"heading",heading:H("events"),icon:"mdi:timeline-text-outline"},{type:S3,entities:M,...E,show_live:C}]}}var S3,O3=n(()=>{"use strict";i1();R1();S3="custom:vxg-events-card"});var q1,j1,f3=n(()=>{"use strict";F1();O3();q1=class extends HTMLElement{static{this.noEditor=!0}static async generate(H,C){let V=await S2(C),L=c2(C,H);return{views:[h3(C,L,V),...L.map(e=>g3(C,e,V))]}}static getCreateSuggestions(){return{title:Q("cameras")||"Cameras",icon:"mdi:cctv"}}},j1=class extends HTMLElement{static{this.noEditor=!0}static async generate(H,C){let V=await S2(C),L=c2(C,H);return h2(L,V,L.length===1)}}});var w0={};function B(M,H){return customElements.get(M)?!1:(customElements.define(M,H),!0)}function g2(M,H){return{get name(){return Q(M)||"VXG Cloud VMS"},get description(){return Q(H)},documentationURL:k0}}function O2(M,H){return Object.defineProperties(H,Object.getOwnPropertyDescriptors(M))}var k0,b0,y3=n(()=>{"use strict";f5();i1();L3();R1();M3();x3();s3();Z3();u3();f3();F1();k0="https://github.com/lens-and-latch/home-assistant-vxg/blob/main/docs/dashboards.md",b0=["camera","event","image"];B("vxg-events-list",G1);B("vxg-events-bar",f1);B("vxg-events-filters",I1);B("vxg-events-mark",z1);B("vxg-events-live",Q1);B("vxg-events-player",K1);B("vxg-events-card",_1)&&(window.customCards??=[],window.customCards.push(O2(g2("card_name","card_description"),{type:"vxg-events-card",preview:!0,getEntitySuggestion:(M,H)=>{let C=b0.includes(w(H))?r1(M,H):void 0;return C?{config:{type:"custom:vxg-events-card",entities:[C],...E}}:null}})),W5());window.customStrategies??=[];B("ll-strategy-dashboard-vxg",q1)&&window.customStrategies.push(O2(g2("dashboard_name","dashboard_description"),{type:"vxg",strategyType:"dashboard"}));B("ll-strategy-section-vxg",j1)&&window.customStrategies.push(O2(g2("section_name","section_description"),{type:"vxg",strategyType:"section"}))});var k3="home-assistant";document.readyState==="loading"&&await new Promise(M=>document.addEventListener("DOMContentLoaded",M));document.querySelector(k3)&&await customElements.whenDefined(k3);await Promise.resolve().then(()=>(y3(),w0));
/*! Bundled license information:

@lit/reactive-element/css-tag.js:
  (**
   * @license
   * Copyright 2019 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/reactive-element.js:
lit-html/lit-html.js:
lit-element/lit-element.js:
lit-html/directive.js:
lit-html/directives/repeat.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/is-server.js:
  (**
   * @license
   * Copyright 2022 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directive-helpers.js:
  (**
   * @license
   * Copyright 2020 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
